package io.netdepot.config;

import static io.netdepot.config.SettingForm.flag;
import static io.netdepot.config.SettingForm.host;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.port;
import static io.netdepot.config.SettingForm.publicUrl;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The settings of health, metrics, JMX and traces, declared once: name, default, form. */
final class ManagementKeys {
  static final SettingKey<Boolean> ENABLED = new SettingKey<>("management.enabled", "true", flag());
  static final SettingKey<String> HOST = new SettingKey<>("management.host", "127.0.0.1", host());
  static final SettingKey<Integer> PORT =
      new SettingKey<>("management.port", "9876", port(0, 9876));
  static final SettingKey<Boolean> JOLOKIA =
      new SettingKey<>("management.jolokia", "false", flag());
  private static final SettingKey<Optional<URI>> TRACES_ENDPOINT =
      new SettingKey<>(
          "traces.endpoint", "", publicUrl("http://127.0.0.1:4318/v1/traces").orEmpty());
  private static final SettingKey<Integer> TRACES_PERCENT =
      new SettingKey<>("traces.percent", "100", number(1, 100, "percent", 100));

  static final List<SettingKey<?>> ALL =
      List.of(ENABLED, HOST, PORT, JOLOKIA, TRACES_ENDPOINT, TRACES_PERCENT);

  private ManagementKeys() {}

  static ManagementSettings read(SettingValues values) {
    return new ManagementSettings(
        values.get(ENABLED), values.get(HOST), values.get(PORT), values.get(JOLOKIA));
  }

  static TraceSettings readTraces(SettingValues values) {
    return new TraceSettings(values.get(TRACES_ENDPOINT), values.get(TRACES_PERCENT));
  }
}
