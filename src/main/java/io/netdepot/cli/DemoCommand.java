package io.netdepot.cli;

import io.netdepot.config.SettingOverride;
import io.netdepot.config.Settings;
import io.netdepot.demo.DemoDepot;
import io.netdepot.demo.DemoFailed;
import io.netdepot.demo.DemoFleet;
import io.netdepot.demo.DemoTour;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code netdepot demo}. */
@Command(
    name = "demo",
    description = {
      "Collects from three simulated switches, and shows how.",
      "Everything it makes is in a folder of its own and gone at the end."
    })
final class DemoCommand implements Callable<Integer> {
  private static final int SWITCHES = 3;

  private final CommandParts parts;

  @Mixin private SettingsOptions options = new SettingsOptions();

  DemoCommand(CommandParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() throws CommandProblem, InterruptedException {
    try (StopOnSignal signal = StopOnSignal.install();
        TemporaryFolder folder = TemporaryFolder.create()) {
      signal.closes(folder::close);
      run(signal, folder.path());
      return 0;
    } catch (DemoFailed e) {
      throw new CommandProblem("The demo failed. " + e.getMessage());
    } catch (IOException e) {
      throw new CommandProblem("The demo needs a temporary folder: " + e.getMessage());
    }
  }

  private void run(StopOnSignal signal, Path folder)
      throws CommandProblem, DemoFailed, InterruptedException {
    Terminal terminal = parts.terminal();
    String password = randomPassword();
    UserPasswords passwords =
        new UserPasswords(Optional.of(password), Optional.of(randomPassword()));
    try (DemoFleet fleet = parts.fleet().start(SWITCHES)) {
      signal.closes(fleet::close);
      terminal.out().println("Started " + SWITCHES + " simulated switches.");
      Settings settings = options.load(parts, overrides(folder, fleet.port()));
      try (RunningService running = parts.service().start(settings, passwords)) {
        signal.closes(running::close);
        terminal.out().println("Netdepot ready at " + running.address());
        DemoDepot depot = new DemoDepot(running.address(), password, folder);
        new DemoTour(terminal.out(), terminal.interactive()).take(depot, fleet);
        terminal.out().flush();
        if (terminal.interactive()) {
          running.awaitStop();
        }
      }
    }
  }

  /**
   * What the settings file says for the service of every day does not keep the demo from starting.
   */
  private static List<SettingOverride> overrides(Path folder, int switchPort) {
    return List.of(
        own("data", folder.resolve("data").toString()),
        own("http.host", "127.0.0.1"),
        own("http.port", "0"),
        own("http.tls", "off"),
        own("http.tls-certificate", ""),
        own("http.tls-key", ""),
        own("http.public-url", ""),
        own("management.port", "0"),
        own("ssh.port", Integer.toString(switchPort)),
        own("ssh.host-keys", "accept-new"),
        own("collect.platform", "nvos"));
  }

  private static SettingOverride own(String name, String value) {
    return new SettingOverride(name, value, "the demo");
  }

  private static String randomPassword() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
