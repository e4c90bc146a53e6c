package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.host;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the receiver that switches push to, declared once: name, default, form. */
final class ReceiverKeys {
  static final SettingKey<String> HOST = new SettingKey<>("receiver.host", "127.0.0.1", host());
  static final SettingKey<Optional<Integer>> PORT =
      new SettingKey<>("receiver.port", "", port(0, 2022).orEmpty());
  static final SettingKey<Optional<String>> ADDRESS =
      new SettingKey<>("receiver.address", "", host().orEmpty());
  private static final SettingKey<Integer> CONNECTIONS =
      new SettingKey<>("receiver.connections", "64", number(1, 100_000, "connections", 64));
  private static final SettingKey<Duration> LOGIN_TIMEOUT =
      new SettingKey<>("receiver.login-timeout", "20 s", duration(MOMENT, "20 s"));

  static final List<SettingKey<?>> ALL = List.of(HOST, PORT, ADDRESS, CONNECTIONS, LOGIN_TIMEOUT);

  private ReceiverKeys() {}

  static ReceiverSettings read(SettingValues values) {
    return new ReceiverSettings(
        values.get(HOST),
        values.get(PORT),
        values.get(ADDRESS),
        values.get(CONNECTIONS),
        values.get(LOGIN_TIMEOUT));
  }
}
