package io.netdepot.capture;

import io.netdepot.config.DumpSettings;
import io.netdepot.config.ModalSettings;
import io.netdepot.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a device is asked to be recorded. Nothing of it changes the device but {@code generate} and
 * {@code delete}.
 *
 * @param shell how its modal command line is talked to; empty when commands are run as such
 * @param commands asked before and after generating
 * @param folders whose files are looked at over SFTP
 * @param generate makes a package; empty when it is not known how, or not to be done
 * @param delete deletes it again; empty when it is not known how, or not to be done
 */
public record Questions(
    Optional<Shell> shell,
    List<String> commands,
    List<String> folders,
    Optional<String> generate,
    Optional<Removal> delete) {
  // What a device calls its files goes into a command as it is.
  private static final Pattern PLAIN_PATH = Pattern.compile("[A-Za-z0-9._/+-]+");
  private static final List<String> NVUE = List.of("nv show system version", "show version");

  /** How a package is deleted. */
  public sealed interface Removal {
    /**
     * By a command.
     *
     * @param command {@code {dump}} is the package's path, {@code {file}} its name
     */
    record ByCommand(String command) implements Removal {}

    /** As the platform's own route does where no command for it is known. */
    record OverSftp() implements Removal {}
  }

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
              // The second one on builds up to 25.02.1884.
              List.of("/host/dump", "/var/dump"),
              "nv action generate system tech-support",
              "nv action delete system tech-support files {file}");
      case "cumulus" ->
          plain(
              List.of(
                  "nv show system version",
                  "show version",
                  "ls -1 " + platforms.cumulus().dumps().directory()),
              List.of(platforms.cumulus().dumps().directory()),
              platforms.cumulus().generateCommand(),
              platforms.cumulus().deleteCommand());
      case "sonic" ->
          plain(
              List.of(
                  "nv show system version",
                  "show version",
                  "ls -1 " + platforms.sonic().dumps().directory()),
              List.of(platforms.sonic().dumps().directory()),
              "show techsupport",
              "sudo -n rm -f {dump}");
      case "onyx" ->
          modal(
              platforms.onyx(),
              new Removal.ByCommand("file debug-dump delete {file}"),
              "show version",
              "show files debug-dump");
      case "viptela" -> modal(platforms.viptela(), new Removal.OverSftp(), "show version");
      case "iosxe" -> modal(platforms.iosxe(), new Removal.OverSftp(), "show version");
      case "generic" ->
          new Questions(
              Optional.empty(),
              NVUE,
              folder(platforms.generic().fetchPath()),
              given(platforms.generic().command()),
              given(platforms.generic().deleteCommand()).map(Removal.ByCommand::new));
      default ->
          new Questions(Optional.empty(), NVUE, List.of(), Optional.empty(), Optional.empty());
    };
  }

  /** The folder of a path that ends in a file's name. */
  private static List<String> folder(String path) {
    String end = "/{file}";
    return path.length() > end.length() && path.endsWith(end)
        ? List.of(path.substring(0, path.length() - end.length()))
        : List.of();
  }

  private static Optional<String> given(String command) {
    return Optional.of(command).filter(text -> !text.isEmpty());
  }

  private static Questions plain(
      List<String> commands, List<String> folders, String generate, String delete) {
    return new Questions(
        Optional.empty(),
        commands,
        folders,
        Optional.of(generate),
        Optional.of(new Removal.ByCommand(delete)));
  }

  private static Questions modal(ModalSettings settings, Removal delete, String... commands) {
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
        Optional.of(settings.command()),
        Optional.of(delete));
  }

  /** These and others of a person's own. */
  public Questions and(List<String> more) {
    List<String> all = Stream.concat(commands.stream(), more.stream()).distinct().toList();
    return new Questions(shell, all, folders, generate, delete);
  }

  /** These, with what changes the device only where it is wanted. */
  public Questions only(boolean generating, boolean deleting) {
    return new Questions(
        shell,
        commands,
        folders,
        generate.filter(any -> generating),
        delete.filter(any -> deleting));
  }

  /** What deletes a package; empty when it is not to be, or its name is an odd one. */
  Optional<Removal> delete(String path) {
    return delete
        .filter(any -> PLAIN_PATH.matcher(path).matches())
        .map(
            how ->
                how instanceof Removal.ByCommand(var command)
                    ? new Removal.ByCommand(filled(command, path))
                    : how);
  }

  private static String filled(String command, String path) {
    return command
        .replace("{dump}", path)
        .replace("{file}", path.substring(path.lastIndexOf('/') + 1));
  }

  /** The words of all that is asked. */
  List<String> words() {
    return Stream.of(
            commands.stream(),
            folders.stream(),
            generate.stream(),
            delete.stream()
                .flatMap(
                    how ->
                        how instanceof Removal.ByCommand(var command)
                            ? Stream.of(command)
                            : Stream.empty()),
            shell.stream().flatMap(known -> known.prepare().stream()))
        .flatMap(lines -> lines)
        .flatMap(line -> Arrays.stream(line.split("[^A-Za-z0-9_.-]+")))
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }
}
