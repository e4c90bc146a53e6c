package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.NONE;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.headerName;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.text;
import static io.netdepot.config.SettingForm.webhookUrl;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of notices, declared once: name, default, form. */
final class NotifyKeys {
  private static final SettingKey<Optional<URI>> WEBHOOK_URL =
      new SettingKey<>(
          "notify.webhook-url", "", webhookUrl("https://chat.example/hooks/depot").orEmpty());
  private static final SettingKey<String> WEBHOOK_HEADER =
      new SettingKey<>("notify.webhook-header", "Authorization", headerName());
  private static final SettingKey<Optional<Path>> WEBHOOK_SECRET_FILE =
      new SettingKey<>(
          "notify.webhook-secret-file", "", path("/etc/netdepot/webhook-secret").orEmpty());
  private static final SettingKey<Duration> TIMEOUT =
      new SettingKey<>("notify.timeout", "10 s", duration(MOMENT, "10 s"));
  private static final SettingKey<Integer> TRIES =
      new SettingKey<>("notify.tries", "3", number(1, 100, "tries", 3));
  private static final SettingKey<Duration> RETRY_DELAY =
      new SettingKey<>("notify.retry-delay", "2 s", duration(NONE, "2 s"));
  private static final SettingKey<String> SFTP_SERVER =
      new SettingKey<>("notify.sftp-server", "", text("support-case"));
  private static final SettingKey<Duration> SFTP_DEADLINE =
      new SettingKey<>("notify.sftp-deadline", "2 h", duration(MOMENT, "2 h"));

  static final List<SettingKey<?>> ALL =
      List.of(
          WEBHOOK_URL,
          WEBHOOK_HEADER,
          WEBHOOK_SECRET_FILE,
          TIMEOUT,
          TRIES,
          RETRY_DELAY,
          SFTP_SERVER,
          SFTP_DEADLINE);

  private NotifyKeys() {}

  static NotifySettings read(SettingValues values) {
    return new NotifySettings(
        values.get(WEBHOOK_URL),
        values.get(WEBHOOK_HEADER),
        values.get(WEBHOOK_SECRET_FILE),
        values.get(TIMEOUT),
        values.get(TRIES),
        values.get(RETRY_DELAY),
        values.get(SFTP_SERVER),
        values.get(SFTP_DEADLINE));
  }
}
