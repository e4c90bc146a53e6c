package io.netdepot.cli;

import io.netdepot.demo.DemoFleet;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the commands work with.
 *
 * @param home the folder of the launcher, where {@code config} and {@code routes} are
 * @param current the folder in which the command was typed
 */
public record CommandParts(
    Path home,
    Path current,
    Map<String, String> environment,
    Terminal terminal,
    ServiceStarter service,
    DataFiles files,
    DataCare care,
    DeviceRecorder recorder,
    DemoFleet.Starter fleet) {
  public CommandParts {
    environment = Map.copyOf(environment);
  }
}
