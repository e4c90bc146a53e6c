package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.components;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.path;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files and folders that are read again when they change, declared once: name, default, form.
 */
final class FileKeys {
  private static final SettingKey<Path> SCHEDULES_FILE =
      new SettingKey<>(
          "schedules.file", "./config/schedules.yaml", path("/etc/netdepot/schedules.yaml"));
  private static final SettingKey<Path> SWITCHES_FILE =
      new SettingKey<>(
          "switches.file", "./config/switches.yaml", path("/etc/netdepot/switches.yaml"));
  private static final SettingKey<Duration> SWITCHES_DETECT_TIMEOUT =
      new SettingKey<>("switches.detect-timeout", "20 s", duration(MOMENT, "20 s"));
  private static final SettingKey<Path> ROUTES_DIRECTORY =
      new SettingKey<>("routes.directory", "./routes", path("/etc/netdepot/routes"));
  private static final SettingKey<Set<String>> ROUTES_COMPONENTS =
      new SettingKey<>("routes.components", "", components("http, https"));

  static final List<SettingKey<?>> ALL =
      List.of(
          SCHEDULES_FILE,
          SWITCHES_FILE,
          SWITCHES_DETECT_TIMEOUT,
          ROUTES_DIRECTORY,
          ROUTES_COMPONENTS);

  private FileKeys() {}

  static ScheduleSettings readSchedules(SettingValues values) {
    Path file = values.get(SCHEDULES_FILE);
    return new ScheduleSettings(file, values.isOwn(SCHEDULES_FILE, file));
  }

  static SwitchSettings readSwitches(SettingValues values) {
    Path file = values.get(SWITCHES_FILE);
    return new SwitchSettings(
        file, values.isOwn(SWITCHES_FILE, file), values.get(SWITCHES_DETECT_TIMEOUT));
  }

  /**
   * Reads where the step routes are.
   *
   * @param closed what no route may open, beside their own folder
   */
  static RouteSettings readRoutes(SettingValues values, Set<Path> closed) {
    Path directory = values.get(ROUTES_DIRECTORY);
    Set<Path> all = new HashSet<>(closed);
    all.add(directory);
    return new RouteSettings(directory, values.get(ROUTES_COMPONENTS), all);
  }
}
