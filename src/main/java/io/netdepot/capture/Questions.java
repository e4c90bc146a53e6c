package io.netdepot.capture;

import io.netdepot.config.DumpSettings;
import io.netdepot.config.ModalSettings;
import io.netdepot.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a device is asked to be recorded. Nothing of it changes the device but {@code generate}.
 *
 * @param shell how its modal command line is talked to; empty when commands are run as such
 * @param commands asked before and after generating
 * @param folders whose files are looked at over SFTP
 * @param generate makes a package; empty when it is not known how, or not to be done
 */
public record Questions(
    Optional<Shell> shell, List<String> commands, List<String> folders, Optional<String> generate) {
  private static final List<String> NVUE = List.of("nv show system version", "show version");

  /**
   * A modal command line.
   *
   * @param prompt a regular expression for the line that it waits behind
   * @param prepare lines that are sent before
   */
  public record Shell(String prompt, List<String> prepare) {}

  public Questions {
    commands = List.copyOf(commands);
    folders = List.copyOf(folders);
  }

  /**
   * What a platform's own route says, where there is one that is known; else how it calls itself.
   */
  public static Questions of(String platform, Settings settings) {
    var platforms = settings.platforms();
    return switch (platform) {
      case "nvos" ->
          plain(
              List.of(
                  "nv show system version",
                  "show version",
                  "nv show system tech-support files -o json"),
              "/host/dump",
              "nv action generate system tech-support");
      case "cumulus" ->
          plain(
              List.of(
                  "nv show system version",
                  "show version",
                  "ls -1 " + platforms.cumulus().dumps().directory()),
              platforms.cumulus().dumps().directory(),
              platforms.cumulus().generateCommand());
      case "sonic" ->
          plain(
              List.of(
                  "nv show system version",
                  "show version",
                  "ls -1 " + platforms.sonic().dumps().directory()),
              platforms.sonic().dumps().directory(),
              "set -o pipefail; show techsupport | tail -n 20");
      case "onyx" -> modal(platforms.onyx(), "show version", "show files debug-dump");
      case "viptela" -> modal(platforms.viptela(), "show version");
      case "iosxe" -> modal(platforms.iosxe(), "show version");
      case "generic" ->
          new Questions(
              Optional.empty(),
              NVUE,
              List.of(),
              Optional.of(platforms.generic().command()).filter(command -> !command.isEmpty()));
      default -> new Questions(Optional.empty(), NVUE, List.of(), Optional.empty());
    };
  }

  private static Questions plain(List<String> commands, String folder, String generate) {
    return new Questions(Optional.empty(), commands, List.of(folder), Optional.of(generate));
  }

  private static Questions modal(ModalSettings settings, String... commands) {
    DumpSettings dumps = settings.dumps();
    return new Questions(
        Optional.of(
            new Shell(
                settings.prompt(),
                Arrays.stream(settings.prepare().split(";"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList())),
        List.of(commands),
        List.of(dumps.directory()),
        Optional.of(settings.command()));
  }

  /** These and others of a person's own. */
  public Questions and(List<String> more) {
    List<String> all = Stream.concat(commands.stream(), more.stream()).distinct().toList();
    return new Questions(shell, all, folders, generate);
  }

  /** These without anything that changes the device. */
  public Questions readOnly() {
    return new Questions(shell, commands, folders, Optional.empty());
  }

  /** The words of all that is asked. */
  List<String> words() {
    return Stream.of(
            commands.stream(),
            folders.stream(),
            generate.stream(),
            shell.stream().flatMap(known -> known.prepare().stream()))
        .flatMap(lines -> lines)
        .flatMap(line -> Arrays.stream(line.split("[^A-Za-z0-9_.-]+")))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }
}
