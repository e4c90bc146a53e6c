package io.netdepot.config;

import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.size;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The settings of the log, declared once: name, default, form. */
final class LogKeys {
  private static final SettingKey<Optional<Path>> FILE =
      new SettingKey<>("log.file", "", path("/var/log/netdepot/netdepot.log").orEmpty());
  private static final SettingKey<DataSize> FILE_SIZE =
      new SettingKey<>("log.file-size", "100 MiB", size(DataSize.ofKib(1), "100 MiB"));
  private static final SettingKey<Integer> DAYS =
      new SettingKey<>("log.days", "14", number(1, 10_000, "days", 14));

  static final List<SettingKey<?>> ALL = List.of(FILE, FILE_SIZE, DAYS);

  private LogKeys() {}

  static LogSettings read(SettingValues values) {
    return new LogSettings(values.get(FILE), values.get(FILE_SIZE), values.get(DAYS));
  }
}
