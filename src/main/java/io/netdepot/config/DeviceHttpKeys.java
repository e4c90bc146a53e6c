package io.netdepot.config;

import static io.netdepot.config.SettingForm.host;
import static io.netdepot.config.SettingForm.networks;
import static io.netdepot.config.SettingForm.port;
import static io.netdepot.config.SettingForm.publicUrl;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The settings of the server for devices, declared once: name, default, form. */
final class DeviceHttpKeys {
  private static final SettingKey<String> HOST =
      new SettingKey<>("device-http.host", "127.0.0.1", host());
  static final SettingKey<Optional<Integer>> PORT =
      new SettingKey<>("device-http.port", "", port(0, 8081).orEmpty());
  private static final SettingKey<Optional<URI>> PUBLIC_URL =
      new SettingKey<>(
          "device-http.public-url", "", publicUrl("http://images.example:8081").orEmpty());
  private static final SettingKey<List<Network>> ALLOW_BY_NAME =
      new SettingKey<>("device-http.allow-by-name", "", networks("10.0.0.0/8"));

  static final List<SettingKey<?>> ALL = List.of(HOST, PORT, PUBLIC_URL, ALLOW_BY_NAME);

  private DeviceHttpKeys() {}

  static DeviceHttpSettings read(SettingValues values) {
    return new DeviceHttpSettings(
        values.get(HOST), values.get(PORT), values.get(PUBLIC_URL), values.get(ALLOW_BY_NAME));
  }
}
