package io.netdepot.cli;

import io.netdepot.config.SettingOverride;
import io.netdepot.config.Settings;
import io.netdepot.secret.Secret;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code netdepot record}. */
@Command(
    name = "record",
    description = {
      "Records what a device says, with secrets, names and addresses masked.",
      "Nothing is changed on the device, unless --generate makes a package."
    })
final class RecordCommand implements Callable<Integer> {
  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Parameters(paramLabel = "ADDRESS", description = "The device's address or name.")
  private String address = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where the recording goes; there must be no such file.")
  private Path output = Path.of("");

  @Option(
      names = "--platform",
      paramLabel = "NAME",
      description = {
        "What to ask is known of nvos, cumulus, sonic, onyx, viptela, iosxe, generic.",
        "The one that the file of switches says when not given."
      })
  private Optional<String> platform = Optional.empty();

  @Option(
      names = "--rest",
      description = {
        "Asks the device's REST API (NVUE, of nvos and cumulus).",
        "When not given, the way that the file of switches says."
      })
  private boolean rest;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Logs in with this profile of the data directory.")
  private Optional<String> profile = Optional.empty();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Logs in as this user, and asks for the password.")
  private Optional<String> user = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The device's SSH port; the one that is set when not given.")
  private Optional<Integer> port = Optional.empty();

  @Option(
      names = "--rest-port",
      paramLabel = "N",
      description = "The port of the device's REST API; the one that is set when not given.")
  private Optional<Integer> restPort = Optional.empty();

  @Option(
      names = "--switches",
      paramLabel = "FILE",
      description = "A file of switches in place of config/switches.yaml.")
  private Optional<String> switches = Optional.empty();

  @Option(
      names = "--release",
      paramLabel = "TEXT",
      description = "The release of its software, for people who read the recording.")
  private String release = "not told";

  @Option(
      names = "--command",
      paramLabel = "LINE",
      description = "Another command to run, or resource to read; may be given more than once.")
  private List<String> commands = List.of();

  @Option(names = "--generate", description = "Makes a package as well, and leaves it there.")
  private boolean generate;

  @Option(names = "--delete", description = "Deletes that package again.")
  private boolean delete;

  RecordCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem {
    if (profile.isPresent() == user.isPresent()) {
      throw new CommandProblem("Write either --profile NAME or --user NAME.");
    }
    Path file = parts.current().resolve(output);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw there(file);
    }
    if (delete && !generate) {
      throw new CommandProblem("--delete deletes what --generate makes; write both.");
    }
    Settings settings =
        options.load(
            parts,
            switches.map(name -> new SettingOverride("switches.file", name, "--switches")).stream()
                .toList());
    boolean named = switches.isPresent() || settings.switches().named();
    if (named && !Files.exists(settings.switches().file())) {
      throw new CommandProblem("There is no file of switches " + settings.switches().file() + ".");
    }
    char[] password =
        user.isPresent() ? PasswordPrompt.once(parts.terminal()).read(user.get()) : new char[0];
    try (TemporaryFolder scratch = TemporaryFolder.create()) {
      DeviceRecorder.Recorded recorded =
          parts.recorder().record(settings, request(password), scratch.path());
      write(file, recorded.text());
      tell(file, recorded);
      return 0;
    } catch (IOException e) {
      throw new CommandProblem("The recording cannot be written: " + e.getMessage() + ".");
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private DeviceRecorder.Request request(char[] password) {
    return new DeviceRecorder.Request(
        address,
        platform,
        rest,
        port,
        restPort,
        profile,
        user.map(name -> new DeviceRecorder.User(name, new Secret(password))),
        release,
        commands,
        generate,
        delete,
        options.given());
  }

  private static void write(Path file, String text) throws CommandProblem, IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw there(file);
    } catch (IOException e) {
      // Half a recording would stand in the way of the next try.
      Files.deleteIfExists(file);
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static CommandProblem there(Path file) {
    return new CommandProblem("There is a file " + file + " already; name another one.");
  }

  private void tell(Path file, DeviceRecorder.Recorded recorded) {
    PrintStream out = parts.terminal().out();
    out.println("Recorded to " + file + ".");
    out.println(
        recorded.masked().isEmpty()
            ? "Nothing was masked."
            : "Masked: " + String.join(", ", recorded.masked()) + ".");
    recorded.left().forEach(path -> out.println("On the device lies since: " + path));
    if (!recorded.doubts().isEmpty()) {
      out.println("These lines of it may hold names that no mask knows:");
      recorded.doubts().forEach(line -> out.println("  " + line));
    }
    out.println("No mask is perfect: read the file before you give it away.");
    out.flush();
  }
}
