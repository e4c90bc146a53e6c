package io.netdepot.cli;

import io.netdepot.config.SettingOverride;
import io.netdepot.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netdepot serve}. */
@Command(name = "serve", description = "Starts the service.")
final class ServeCommand implements Callable<Integer> {
  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port of the API; 0 takes a free one.")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--routes",
      paramLabel = "DIR",
      description = "A folder with step routes in place of routes.")
  private Optional<String> routes = Optional.empty();

  @Option(
      names = "--schedules",
      paramLabel = "FILE",
      description = "A file of schedules in place of config/schedules.yaml.")
  private Optional<String> schedules = Optional.empty();

  @Option(
      names = "--switches",
      paramLabel = "FILE",
      description = "A file of switches in place of config/switches.yaml.")
  private Optional<String> switches = Optional.empty();

  @Option(
      names = "--devices",
      paramLabel = "FILE",
      description = "A file of devices in place of config/devices.yaml.")
  private Optional<String> devices = Optional.empty();

  @Option(
      names = "--check",
      description =
          "Check settings, routes, schedules, switches and devices, say what is wrong, and start"
              + " nothing.")
  private boolean check;

  ServeCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem, InterruptedException {
    List<SettingOverride> own = new ArrayList<>();
    port.ifPresent(value -> own.add(new SettingOverride("http.port", value, "--port")));
    routes.ifPresent(value -> own.add(new SettingOverride("routes.directory", value, "--routes")));
    schedules.ifPresent(
        value -> own.add(new SettingOverride("schedules.file", value, "--schedules")));
    switches.ifPresent(value -> own.add(new SettingOverride("switches.file", value, "--switches")));
    devices.ifPresent(value -> own.add(new SettingOverride("devices.file", value, "--devices")));
    Settings settings = options.load(parts, own);
    if (schedules.isPresent()) {
      requireFile("schedules", settings.schedules().file(), "--schedules");
    } else if (settings.schedules().named()) {
      requireFile("schedules", settings.schedules().file(), "schedules.file");
    }
    if (switches.isPresent()) {
      requireFile("switches", settings.switches().file(), "--switches");
    } else if (settings.switches().named()) {
      requireFile("switches", settings.switches().file(), "switches.file");
    }
    if (devices.isPresent() || settings.devices().named()) {
      requireFile(
          "devices", settings.devices().file(), devices.isPresent() ? "--devices" : "devices.file");
    }
    UserPasswords passwords = UserPasswords.of(parts.environment());
    return check ? check(settings) : serve(settings, passwords);
  }

  // The usual file may be missing; one that somebody names is a mistyped name then.
  private static void requireFile(String what, Path file, String named) throws StartProblem {
    if (!Files.exists(file)) {
      throw new StartProblem(
          List.of("There is no file of " + what + " " + file + " (" + named + ")."));
    }
  }

  private int check(Settings settings) throws StartProblem {
    List<String> problems = parts.service().check(settings);
    if (!problems.isEmpty()) {
      throw new StartProblem(problems);
    }
    parts.service().remarks(settings).forEach(parts.terminal().err()::println);
    parts.terminal().out().println("Settings, routes, schedules, switches and devices are fine.");
    return 0;
  }

  private int serve(Settings settings, UserPasswords passwords)
      throws StartProblem, InterruptedException {
    try (StopOnSignal signal = StopOnSignal.install();
        RunningService running = parts.service().start(settings, passwords)) {
      signal.closes(running::close);
      parts.terminal().out().println("Netdepot ready at " + running.address());
      parts.terminal().out().flush();
      running.awaitStop();
    }
    return 0;
  }
}
