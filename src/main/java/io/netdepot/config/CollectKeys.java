package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.NONE;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.longNumber;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.routeName;
import static io.netdepot.config.SettingForm.size;

import java.time.Duration;
import java.util.List;

/**
 * The settings of collections and of packages that are not whole, declared once: name, default,
 * form.
 */
final class CollectKeys {
  private static final SettingKey<String> PLATFORM =
      new SettingKey<>("collect.platform", "auto", routeName());
  private static final SettingKey<Duration> DEADLINE =
      new SettingKey<>("collect.deadline", "35 min", duration(MOMENT, "35 min"));
  private static final SettingKey<Duration> COMMAND_TIMEOUT =
      new SettingKey<>("collect.command-timeout", "60 s", duration(MOMENT, "60 s"));
  private static final SettingKey<Duration> STALL =
      new SettingKey<>("collect.stall", "10 min", duration(MOMENT, "10 min"));
  private static final SettingKey<DataSize> MINIMUM_RATE =
      new SettingKey<>("collect.minimum-rate", "1 KiB", size(DataSize.ZERO, "1 KiB"));
  private static final SettingKey<Duration> MINIMUM_RATE_WINDOW =
      new SettingKey<>("collect.minimum-rate-window", "60 s", duration(MOMENT, "60 s"));
  private static final SettingKey<Integer> TRIES =
      new SettingKey<>("collect.tries", "3", number(1, 100, "tries", 3));
  private static final SettingKey<Duration> RETRY_DELAY =
      new SettingKey<>("collect.retry-delay", "5 s", duration(NONE, "5 s"));
  private static final SettingKey<Duration> STOP_TIMEOUT =
      new SettingKey<>("collect.stop-timeout", "30 s", duration(NONE, "30 s"));
  private static final SettingKey<DataSize> MAX_PACKAGE =
      new SettingKey<>("collect.max-package", "4 GiB", size(DataSize.BYTE, "4 GiB"));
  private static final SettingKey<DataSize> MAX_UNPACKED =
      new SettingKey<>("collect.max-unpacked", "64 GiB", size(DataSize.BYTE, "64 GiB"));
  private static final SettingKey<Long> MAX_ENTRIES =
      new SettingKey<>(
          "collect.max-entries", "1000000", longNumber(1, Long.MAX_VALUE, "entries", 1_000_000));
  private static final SettingKey<Integer> CHECKS =
      new SettingKey<>("collect.checks", "0", number(0, 1000, "archives", 4));
  private static final SettingKey<Duration> PACKAGES_QUARANTINE =
      new SettingKey<>("packages.quarantine", "24 h", duration(NONE, "24 h"));
  private static final SettingKey<DataSize> PACKAGES_QUARANTINE_BYTES =
      new SettingKey<>("packages.quarantine-bytes", "16 GiB", size(DataSize.BYTE, "16 GiB"));

  static final List<SettingKey<?>> ALL =
      List.of(
          PLATFORM,
          DEADLINE,
          COMMAND_TIMEOUT,
          STALL,
          MINIMUM_RATE,
          MINIMUM_RATE_WINDOW,
          TRIES,
          RETRY_DELAY,
          STOP_TIMEOUT,
          MAX_PACKAGE,
          MAX_UNPACKED,
          MAX_ENTRIES,
          CHECKS,
          PACKAGES_QUARANTINE,
          PACKAGES_QUARANTINE_BYTES);

  private CollectKeys() {}

  static CollectSettings read(SettingValues values) {
    return new CollectSettings(
        values.get(PLATFORM),
        values.get(DEADLINE),
        values.get(COMMAND_TIMEOUT),
        values.get(STALL),
        values.get(MINIMUM_RATE),
        values.get(MINIMUM_RATE_WINDOW),
        values.get(TRIES),
        values.get(RETRY_DELAY),
        values.get(STOP_TIMEOUT),
        values.get(MAX_PACKAGE),
        values.get(MAX_UNPACKED),
        values.get(MAX_ENTRIES),
        values.get(CHECKS));
  }

  static QuarantineSettings readQuarantine(SettingValues values) {
    return new QuarantineSettings(
        values.get(PACKAGES_QUARANTINE), values.get(PACKAGES_QUARANTINE_BYTES));
  }
}
