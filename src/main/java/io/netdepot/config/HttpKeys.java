package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.NONE;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.flag;
import static io.netdepot.config.SettingForm.host;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.port;
import static io.netdepot.config.SettingForm.publicUrl;
import static io.netdepot.config.SettingForm.size;
import static io.netdepot.config.SettingForm.word;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the API's server, declared once: name, default, form. */
final class HttpKeys {
  static final SettingKey<String> HOST = new SettingKey<>("http.host", "127.0.0.1", host());
  static final SettingKey<Integer> PORT = new SettingKey<>("http.port", "8080", port(0, 8080));
  static final SettingKey<Boolean> ALLOW_PLAIN =
      new SettingKey<>("http.allow-plain", "false", flag());
  static final SettingKey<HttpSettings.Tls> TLS =
      new SettingKey<>("http.tls", "off", word(HttpSettings.Tls.class));
  static final SettingKey<Optional<Path>> TLS_CERTIFICATE =
      new SettingKey<>("http.tls-certificate", "", path("/etc/netdepot/chain.pem").orEmpty());
  static final SettingKey<Optional<Path>> TLS_KEY =
      new SettingKey<>("http.tls-key", "", path("/etc/netdepot/key.pem").orEmpty());
  private static final SettingKey<Optional<URI>> PUBLIC_URL =
      new SettingKey<>("http.public-url", "", publicUrl("https://depot.example").orEmpty());
  private static final SettingKey<DataSize> MAX_JSON_BODY =
      new SettingKey<>("http.max-json-body", "1 MiB", size(DataSize.BYTE, "1 MiB"));
  private static final SettingKey<Integer> WORKERS =
      new SettingKey<>("http.workers", "20", number(1, 1000, "threads", 20));
  private static final SettingKey<Duration> STOP_TIMEOUT =
      new SettingKey<>("http.stop-timeout", "30 s", duration(NONE, "30 s"));
  private static final SettingKey<Integer> FAILED_LOGINS =
      new SettingKey<>("http.failed-logins", "10", number(1, 100_000, "logins", 10));
  private static final SettingKey<Duration> FAILED_LOGINS_WINDOW =
      new SettingKey<>("http.failed-logins-window", "5 min", duration(MOMENT, "5 min"));

  static final List<SettingKey<?>> ALL =
      List.of(
          HOST,
          PORT,
          ALLOW_PLAIN,
          TLS,
          TLS_CERTIFICATE,
          TLS_KEY,
          PUBLIC_URL,
          MAX_JSON_BODY,
          WORKERS,
          STOP_TIMEOUT,
          FAILED_LOGINS,
          FAILED_LOGINS_WINDOW);

  private HttpKeys() {}

  static HttpSettings read(SettingValues values) {
    return new HttpSettings(
        values.get(HOST),
        values.get(PORT),
        values.get(ALLOW_PLAIN),
        values.get(TLS),
        values.get(TLS_CERTIFICATE),
        values.get(TLS_KEY),
        values.get(PUBLIC_URL),
        values.get(MAX_JSON_BODY),
        values.get(WORKERS),
        values.get(STOP_TIMEOUT));
  }

  static LoginSettings readLogins(SettingValues values) {
    return new LoginSettings(values.get(FAILED_LOGINS), values.get(FAILED_LOGINS_WINDOW));
  }
}
