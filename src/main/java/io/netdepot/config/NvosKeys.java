package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.flag;
import static io.netdepot.config.SettingForm.regularExpression;
import static io.netdepot.config.SettingForm.text;

import java.time.Duration;
import java.util.List;

/** The settings of NVOS, declared once: name, default, form. */
final class NvosKeys {
  private static final SettingKey<String> SINCE =
      new SettingKey<>("nvos.since", "", text("yesterday"));
  private static final SettingKey<Duration> GENERATE_TIMEOUT =
      new SettingKey<>("nvos.generate-timeout", "30 min", duration(MOMENT, "30 min"));
  private static final SettingKey<Duration> COMMAND_TIMEOUT =
      new SettingKey<>("nvos.command-timeout", "60 s", duration(MOMENT, "60 s"));
  private static final SettingKey<Boolean> DELETE_AFTER_FETCH =
      new SettingKey<>("nvos.delete-after-fetch", "true", flag());
  private static final SettingKey<String> NAME_PATTERN =
      new SettingKey<>(
          "nvos.name-pattern",
          "nvos_dump_\\S+_\\d{8}_\\d{6}\\.tar\\.gz",
          regularExpression("dump_\\S+\\.tar\\.gz"));

  static final List<SettingKey<?>> ALL =
      List.of(SINCE, GENERATE_TIMEOUT, COMMAND_TIMEOUT, DELETE_AFTER_FETCH, NAME_PATTERN);

  private NvosKeys() {}

  static NvosSettings read(SettingValues values) {
    return new NvosSettings(
        values.get(SINCE),
        values.get(GENERATE_TIMEOUT),
        values.get(COMMAND_TIMEOUT),
        values.get(DELETE_AFTER_FETCH),
        values.get(NAME_PATTERN));
  }
}
