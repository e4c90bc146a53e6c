package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.NONE;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.regularExpression;
import static io.netdepot.config.SettingForm.remoteFolder;
import static io.netdepot.config.SettingForm.size;

import java.time.Duration;
import java.util.List;

/** The settings of image delivery, declared once: name, default, form. */
final class DeliverKeys {
  private static final SettingKey<String> DIRECTORY =
      new SettingKey<>("deliver.directory", "/host/nos-images", remoteFolder("/host/nos-images"));
  private static final SettingKey<DataSize> SPARE =
      new SettingKey<>("deliver.spare", "256 MiB", size(DataSize.ZERO, "256 MiB"));
  private static final SettingKey<Duration> DEADLINE =
      new SettingKey<>("deliver.deadline", "2 h", duration(MOMENT, "2 h"));
  private static final SettingKey<Duration> FETCH_TIMEOUT =
      new SettingKey<>("deliver.fetch-timeout", "60 min", duration(MOMENT, "60 min"));
  private static final SettingKey<Duration> DIGEST_TIMEOUT =
      new SettingKey<>("deliver.digest-timeout", "10 min", duration(MOMENT, "10 min"));
  private static final SettingKey<Duration> INSTALL_TIMEOUT =
      new SettingKey<>("deliver.install-timeout", "30 min", duration(MOMENT, "30 min"));
  private static final SettingKey<Duration> REBOOT_TIMEOUT =
      new SettingKey<>("deliver.reboot-timeout", "30 min", duration(MOMENT, "30 min"));
  private static final SettingKey<Duration> REBOOT_POLL =
      new SettingKey<>("deliver.reboot-poll", "15 s", duration(MOMENT, "15 s"));
  private static final SettingKey<Duration> SETTLE =
      new SettingKey<>("deliver.settle", "60 s", duration(NONE, "60 s"));
  private static final SettingKey<String> BUILD_PATTERN =
      new SettingKey<>(
          "deliver.build-pattern",
          "(nvos)-[^-]+-(.+)\\.bin",
          regularExpression("(nvos)-[^-]+-(.+)\\.bin"));

  static final List<SettingKey<?>> ALL =
      List.of(
          DIRECTORY,
          SPARE,
          DEADLINE,
          FETCH_TIMEOUT,
          DIGEST_TIMEOUT,
          INSTALL_TIMEOUT,
          REBOOT_TIMEOUT,
          REBOOT_POLL,
          SETTLE,
          BUILD_PATTERN);

  private DeliverKeys() {}

  static DeliverSettings read(SettingValues values) {
    return new DeliverSettings(
        values.get(DIRECTORY),
        values.get(SPARE),
        values.get(DEADLINE),
        values.get(FETCH_TIMEOUT),
        values.get(DIGEST_TIMEOUT),
        values.get(INSTALL_TIMEOUT),
        values.get(REBOOT_TIMEOUT),
        values.get(REBOOT_POLL),
        values.get(SETTLE),
        values.get(BUILD_PATTERN));
  }
}
