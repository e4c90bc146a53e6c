package io.netdepot.cli;

import io.netdepot.config.Settings;
import io.netdepot.demo.FakeFleet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs commands as a user would type them, against parts that only remember. */
final class CommandRun
    implements ServiceStarter, RunningService, DataFiles, DataCare, UserFile, HostKeyFile {
  final Map<String, String> environment = new HashMap<>();
  final List<String> problems = new ArrayList<>();
  final Map<String, String> passwords = new HashMap<>();
  final List<PinnedKey> keys = new ArrayList<>();
  final FakeFleet fleet = new FakeFleet();
  URI address = URI.create("http://127.0.0.1:8080");
  String input = "";
  Report report = new Report(true, List.of("Done."));
  final List<String> cared = new ArrayList<>();

  DeviceRecorder.Recorded recorded =
      new DeviceRecorder.Recorded(
          "recording 1\n",
          List.of("2 × IPv4 address"),
          List.of("2: banner Acme"),
          List.of("/a.tgz"));
  Optional<DeviceRecorder.Request> asked = Optional.empty();
  Optional<String> typed = Optional.empty();

  Optional<Settings> started = Optional.empty();
  Optional<UserPasswords> given = Optional.empty();
  Optional<Path> opened = Optional.empty();
  boolean closed;

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandRun(Path folder) {
    this.folder = folder;
  }

  /** Runs a command and returns what the process would exit with. */
  int run(String... args) {
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false);
    return NetdepotCommand.commandLine(
            new CommandParts(
                folder,
                folder,
                environment,
                terminal,
                this,
                this,
                this,
                this::record,
                switches -> fleet))
        .execute(args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public RunningService start(Settings settings, UserPasswords userPasswords) throws StartProblem {
    if (!problems.isEmpty()) {
      throw new StartProblem(problems);
    }
    started = Optional.of(settings);
    given = Optional.of(userPasswords);
    return this;
  }

  @Override
  public List<String> check(Settings settings) {
    return problems;
  }

  @Override
  public List<String> remarks(Settings settings) {
    return List.of("a remark");
  }

  @Override
  public URI address() {
    return address;
  }

  @Override
  public void awaitStop() {}

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public UserFile users(Path data) {
    opened = Optional.of(data);
    return this;
  }

  @Override
  public HostKeyFile hostKeys(Path data) {
    opened = Optional.of(data);
    return this;
  }

  @Override
  public Report backup(Path data, Path to, Manner manner, Progress progress) {
    cared.add(
        "backup "
            + folder.relativize(data)
            + " to "
            + folder.relativize(to)
            + (manner.copy() ? " by copy" : "")
            + (manner.verify() ? " and read" : ""));
    progress.at("Copying", 1, 2);
    return report;
  }

  @Override
  public Report restore(Path from, Path data, Progress progress) {
    cared.add("restore " + folder.relativize(from) + " to " + folder.relativize(data));
    progress.at("Copying", 1, 2);
    return report;
  }

  @Override
  public Report rekey(Path data, boolean lost) {
    cared.add("rekey " + folder.relativize(data) + (lost ? " lost" : ""));
    return report;
  }

  private DeviceRecorder.Recorded record(
      Settings settings, DeviceRecorder.Request request, Path scratch) {
    asked = Optional.of(request);
    typed = request.user().map(user -> user.password().reveal());
    return recorded;
  }

  @Override
  public List<String> names() {
    return List.of("ro-user", "rw-user");
  }

  @Override
  public void setPassword(String user, char[] password) {
    passwords.put(user, new String(password));
  }

  @Override
  public List<PinnedKey> list() {
    return keys;
  }

  @Override
  public boolean forget(String switchAddress) {
    return keys.removeIf(key -> key.address().equals(switchAddress));
  }
}
