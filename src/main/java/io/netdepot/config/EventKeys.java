package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.longNumber;
import static io.netdepot.config.SettingForm.number;

import java.time.Duration;
import java.util.List;

/** The settings of events, declared once: name, default, form. */
final class EventKeys {
  private static final SettingKey<Long> KEEP =
      new SettingKey<>("events.keep", "100000", longNumber(1, 1_000_000_000, "events", 100_000));
  private static final SettingKey<Integer> STREAMS =
      new SettingKey<>("events.streams", "100", number(1, 10_000, "clients", 100));
  private static final SettingKey<Duration> HEARTBEAT =
      new SettingKey<>(
          "events.heartbeat", "15 s", duration(MOMENT, EventSettings.LONGEST_HEARTBEAT, "15 s"));

  static final List<SettingKey<?>> ALL = List.of(KEEP, STREAMS, HEARTBEAT);

  private EventKeys() {}

  static EventSettings read(SettingValues values) {
    return new EventSettings(values.get(KEEP), values.get(STREAMS), values.get(HEARTBEAT));
  }
}
