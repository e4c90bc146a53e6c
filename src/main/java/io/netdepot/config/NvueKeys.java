package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.port;
import static io.netdepot.config.SettingForm.size;

import java.time.Duration;
import java.util.List;

/** The settings of the REST APIs of switches, declared once: name, default, form. */
final class NvueKeys {
  private static final SettingKey<Integer> PORT =
      new SettingKey<>("nvue.port", "443", port(1, 443));
  private static final SettingKey<Duration> REQUEST_TIMEOUT =
      new SettingKey<>("nvue.request-timeout", "30 s", duration(MOMENT, "30 s"));
  private static final SettingKey<Duration> POLL_FIRST =
      new SettingKey<>("nvue.poll-first", "2 s", duration(MOMENT, "2 s"));
  private static final SettingKey<Duration> POLL_LONGEST =
      new SettingKey<>("nvue.poll-longest", "20 s", duration(MOMENT, "20 s"));
  private static final SettingKey<Duration> PUSH_GRACE =
      new SettingKey<>("nvue.push-grace", "30 s", duration(MOMENT, "30 s"));
  private static final SettingKey<DataSize> MAX_ANSWER =
      new SettingKey<>("nvue.max-answer", "1 MiB", size(DataSize.BYTE, "1 MiB"));

  static final List<SettingKey<?>> ALL =
      List.of(PORT, REQUEST_TIMEOUT, POLL_FIRST, POLL_LONGEST, PUSH_GRACE, MAX_ANSWER);

  private NvueKeys() {}

  static NvueSettings read(SettingValues values) {
    return new NvueSettings(
        values.get(PORT),
        values.get(REQUEST_TIMEOUT),
        values.get(POLL_FIRST),
        values.get(POLL_LONGEST),
        values.get(PUSH_GRACE),
        values.get(MAX_ANSWER));
  }
}
