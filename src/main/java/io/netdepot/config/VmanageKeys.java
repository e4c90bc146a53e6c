package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.number;

import java.time.Duration;
import java.util.List;

/** The settings of the vManage API, declared once: name, default, form. */
final class VmanageKeys {
  private static final SettingKey<Duration> SESSION_IDLE =
      new SettingKey<>("vmanage.session-idle", "30 min", duration(MOMENT, "30 min"));
  private static final SettingKey<Integer> SESSIONS =
      new SettingKey<>("vmanage.sessions", "1000", number(1, 100_000, "sessions", 1000));

  static final List<SettingKey<?>> ALL = List.of(SESSION_IDLE, SESSIONS);

  private VmanageKeys() {}

  static VmanageSettings read(SettingValues values) {
    return new VmanageSettings(values.get(SESSION_IDLE), values.get(SESSIONS));
  }
}
