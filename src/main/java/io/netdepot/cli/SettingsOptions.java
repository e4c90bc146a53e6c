package io.netdepot.cli;

import io.netdepot.config.InvalidSettings;
import io.netdepot.config.SettingOverride;
import io.netdepot.config.Settings;
import io.netdepot.config.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command: help, and how it finds the settings. */
final class SettingsOptions {
  // Never read: picocli acts on it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory; it is made when it is not there.")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A settings file in place of config/application.properties.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Any setting of the settings file; may be given more than once.")
  private Map<String, String> set = new LinkedHashMap<>();

  /** The settings that stand on the command line, each as {@code name=value}. */
  List<String> given() {
    return set.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }

  /**
   * Loads the settings.
   *
   * @param more options of the command's own that stand for settings
   */
  Settings load(CommandParts parts, List<SettingOverride> more) throws StartProblem {
    List<SettingOverride> overrides = new ArrayList<>();
    set.forEach((name, value) -> overrides.add(new SettingOverride(name, value, "--set")));
    data.ifPresent(value -> overrides.add(new SettingOverride("data", value, "--data")));
    overrides.addAll(more);
    try {
      return new SettingsLoader(parts.home(), parts.current(), parts.environment())
          .load(config, overrides);
    } catch (InvalidSettings e) {
      throw new StartProblem(e.problems());
    }
  }
}
