package io.netdepot.config;

import static io.netdepot.config.SettingForm.allowedSources;
import static io.netdepot.config.SettingForm.components;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.flag;
import static io.netdepot.config.SettingForm.headerName;
import static io.netdepot.config.SettingForm.host;
import static io.netdepot.config.SettingForm.longNumber;
import static io.netdepot.config.SettingForm.networks;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.port;
import static io.netdepot.config.SettingForm.publicUrl;
import static io.netdepot.config.SettingForm.regularExpression;
import static io.netdepot.config.SettingForm.routeName;
import static io.netdepot.config.SettingForm.size;
import static io.netdepot.config.SettingForm.text;
import static io.netdepot.config.SettingForm.webhookUrl;
import static io.netdepot.config.SettingForm.word;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting there is, declared once: name, default, form. */
final class SettingKeys {
  private static final Duration NONE = Duration.ZERO;
  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final DataSize BYTE = new DataSize(1);

  static final SettingKey<Path> DATA = new SettingKey<>("data", "./data", path("/srv/netdepot"));
  static final SettingKey<DataSize> STORE_FREE_BYTES =
      new SettingKey<>("store.free-bytes", "5 GiB", size(new DataSize(0), "5 GiB"));
  static final SettingKey<Integer> STORE_FREE_PERCENT =
      new SettingKey<>("store.free-percent", "5", number(0, 99, "percent", 5));
  static final SettingKey<DataSize> STORE_SCRUB_RATE =
      new SettingKey<>("store.scrub-rate", "16 MiB", size(new DataSize(0), "16 MiB"));

  static final SettingKey<Duration> PACKAGES_KEEP_AGE =
      new SettingKey<>("packages.keep-age", "0 s", duration(NONE, "90 d"));
  static final SettingKey<Integer> PACKAGES_KEEP_PER_SWITCH =
      new SettingKey<>("packages.keep-per-switch", "0", number(0, 1_000_000, "packages", 10));
  static final SettingKey<DataSize> PACKAGES_KEEP_BYTES =
      new SettingKey<>("packages.keep-bytes", "0 B", size(new DataSize(0), "2 TiB"));
  static final SettingKey<DataSize> PACKAGES_KEEP_FREE =
      new SettingKey<>("packages.keep-free", "0 B", size(new DataSize(0), "50 GiB"));
  static final SettingKey<Duration> OPERATIONS_KEEP_AGE =
      new SettingKey<>("operations.keep-age", "0 s", duration(NONE, "365 d"));
  static final SettingKey<Duration> IMAGES_KEEP_AGE =
      new SettingKey<>("images.keep-age", "0 s", duration(NONE, "730 d"));
  static final SettingKey<Duration> AUDIT_KEEP_AGE =
      new SettingKey<>("audit.keep-age", "0 s", duration(NONE, "365 d"));

  static final SettingKey<String> HTTP_HOST = new SettingKey<>("http.host", "127.0.0.1", host());
  static final SettingKey<Integer> HTTP_PORT = new SettingKey<>("http.port", "8080", port(0, 8080));
  static final SettingKey<Boolean> HTTP_ALLOW_PLAIN =
      new SettingKey<>("http.allow-plain", "false", flag());
  static final SettingKey<HttpSettings.Tls> HTTP_TLS =
      new SettingKey<>("http.tls", "off", word(HttpSettings.Tls.class));
  static final SettingKey<Optional<Path>> HTTP_TLS_CERTIFICATE =
      new SettingKey<>("http.tls-certificate", "", path("/etc/netdepot/chain.pem").orEmpty());
  static final SettingKey<Optional<Path>> HTTP_TLS_KEY =
      new SettingKey<>("http.tls-key", "", path("/etc/netdepot/key.pem").orEmpty());
  static final SettingKey<Optional<URI>> HTTP_PUBLIC_URL =
      new SettingKey<>("http.public-url", "", publicUrl("https://depot.example").orEmpty());
  static final SettingKey<DataSize> HTTP_MAX_JSON_BODY =
      new SettingKey<>("http.max-json-body", "1 MiB", size(BYTE, "1 MiB"));
  static final SettingKey<Integer> HTTP_WORKERS =
      new SettingKey<>("http.workers", "20", number(1, 1000, "threads", 20));
  static final SettingKey<Duration> HTTP_STOP_TIMEOUT =
      new SettingKey<>("http.stop-timeout", "30 s", duration(NONE, "30 s"));
  static final SettingKey<Integer> HTTP_FAILED_LOGINS =
      new SettingKey<>("http.failed-logins", "10", number(1, 100_000, "logins", 10));
  static final SettingKey<Duration> HTTP_FAILED_LOGINS_WINDOW =
      new SettingKey<>("http.failed-logins-window", "5 min", duration(MOMENT, "5 min"));

  static final SettingKey<String> DEVICE_HTTP_HOST =
      new SettingKey<>("device-http.host", "127.0.0.1", host());
  static final SettingKey<Optional<Integer>> DEVICE_HTTP_PORT =
      new SettingKey<>("device-http.port", "", port(0, 8081).orEmpty());
  static final SettingKey<Optional<URI>> DEVICE_HTTP_PUBLIC_URL =
      new SettingKey<>(
          "device-http.public-url", "", publicUrl("http://images.example:8081").orEmpty());
  static final SettingKey<List<Network>> DEVICE_HTTP_ALLOW_BY_NAME =
      new SettingKey<>("device-http.allow-by-name", "", networks("10.0.0.0/8"));

  static final SettingKey<String> RECEIVER_HOST =
      new SettingKey<>("receiver.host", "127.0.0.1", host());
  static final SettingKey<Optional<Integer>> RECEIVER_PORT =
      new SettingKey<>("receiver.port", "", port(0, 2022).orEmpty());
  static final SettingKey<Optional<String>> RECEIVER_ADDRESS =
      new SettingKey<>("receiver.address", "", host().orEmpty());
  static final SettingKey<Integer> RECEIVER_CONNECTIONS =
      new SettingKey<>("receiver.connections", "64", number(1, 100_000, "connections", 64));
  static final SettingKey<Duration> RECEIVER_LOGIN_TIMEOUT =
      new SettingKey<>("receiver.login-timeout", "20 s", duration(MOMENT, "20 s"));

  static final SettingKey<DataSize> IMAGES_MAX_SIZE =
      new SettingKey<>("images.max-size", "8 GiB", size(BYTE, "8 GiB"));
  static final SettingKey<Integer> IMAGES_UPLOADS =
      new SettingKey<>("images.uploads", "400", number(1, 100_000, "uploads", 400));
  static final SettingKey<Duration> IMAGES_UPLOAD_STALL =
      new SettingKey<>(
          "images.upload-stall", "60 s", duration(MOMENT, UploadSettings.LONGEST_STALL, "60 s"));
  static final SettingKey<DataSize> IMAGES_UPLOAD_MINIMUM_RATE =
      new SettingKey<>("images.upload-minimum-rate", "1 KiB", size(new DataSize(0), "1 KiB"));
  static final SettingKey<Duration> IMAGES_UPLOAD_MINIMUM_RATE_WINDOW =
      new SettingKey<>("images.upload-minimum-rate-window", "60 s", duration(MOMENT, "60 s"));

  static final SettingKey<SyncSettings.Mirror> IMAGES_MIRROR =
      new SettingKey<>("images.mirror", "on-add", word(SyncSettings.Mirror.class));
  static final SettingKey<SyncSettings.OnChange> IMAGES_ON_CHANGE =
      new SettingKey<>("images.on-change", "keep", word(SyncSettings.OnChange.class));
  static final SettingKey<Duration> IMAGES_SYNC_EVERY =
      new SettingKey<>("images.sync-every", "24 h", duration(NONE, "24 h"));
  static final SettingKey<Duration> IMAGES_COOL_DOWN =
      new SettingKey<>("images.cool-down", "5 min", duration(MOMENT, "5 min"));
  static final SettingKey<AllowedSources> IMAGES_ALLOW =
      new SettingKey<>("images.allow", "any", allowedSources("any, 10.0.0.0/8"));
  static final SettingKey<Integer> IMAGES_FETCHES =
      new SettingKey<>("images.fetches", "4", number(1, 1000, "fetches", 4));
  static final SettingKey<Duration> IMAGES_FETCH_CONNECT_TIMEOUT =
      new SettingKey<>("images.fetch-connect-timeout", "30 s", duration(MOMENT, "30 s"));
  static final SettingKey<Duration> IMAGES_FETCH_STALL =
      new SettingKey<>("images.fetch-stall", "60 s", duration(MOMENT, "60 s"));
  static final SettingKey<DataSize> IMAGES_FETCH_MINIMUM_RATE =
      new SettingKey<>("images.fetch-minimum-rate", "16 KiB", size(new DataSize(0), "16 KiB"));
  static final SettingKey<Duration> IMAGES_FETCH_MINIMUM_RATE_WINDOW =
      new SettingKey<>("images.fetch-minimum-rate-window", "60 s", duration(MOMENT, "60 s"));
  static final SettingKey<Duration> IMAGES_FETCH_DEADLINE =
      new SettingKey<>("images.fetch-deadline", "12 h", duration(MOMENT, "12 h"));
  static final SettingKey<Integer> IMAGES_FETCH_TRIES =
      new SettingKey<>("images.fetch-tries", "5", number(1, 100, "tries", 5));
  static final SettingKey<Duration> IMAGES_FETCH_RETRY_DELAY =
      new SettingKey<>("images.fetch-retry-delay", "2 s", duration(NONE, "2 s"));
  static final SettingKey<Boolean> IMAGES_INBOX = new SettingKey<>("images.inbox", "false", flag());
  static final SettingKey<Path> IMAGES_INBOX_DIRECTORY =
      new SettingKey<>("images.inbox-directory", "./inbox", path("/srv/netdepot-inbox"));
  static final SettingKey<Duration> IMAGES_INBOX_SETTLE =
      new SettingKey<>("images.inbox-settle", "10 s", duration(MOMENT, "10 s"));

  static final SettingKey<Boolean> MANAGEMENT_ENABLED =
      new SettingKey<>("management.enabled", "true", flag());
  static final SettingKey<String> MANAGEMENT_HOST =
      new SettingKey<>("management.host", "127.0.0.1", host());
  static final SettingKey<Integer> MANAGEMENT_PORT =
      new SettingKey<>("management.port", "9876", port(0, 9876));
  static final SettingKey<Boolean> MANAGEMENT_JOLOKIA =
      new SettingKey<>("management.jolokia", "false", flag());
  static final SettingKey<Optional<URI>> TRACES_ENDPOINT =
      new SettingKey<>(
          "traces.endpoint", "", publicUrl("http://127.0.0.1:4318/v1/traces").orEmpty());
  static final SettingKey<Integer> TRACES_PERCENT =
      new SettingKey<>("traces.percent", "100", number(1, 100, "percent", 100));

  static final SettingKey<Integer> SSH_PORT = new SettingKey<>("ssh.port", "22", port(1, 22));
  static final SettingKey<SshSettings.HostKeys> SSH_HOST_KEYS =
      new SettingKey<>("ssh.host-keys", "accept-new", word(SshSettings.HostKeys.class));
  static final SettingKey<Duration> SSH_CONNECT_TIMEOUT =
      new SettingKey<>("ssh.connect-timeout", "30 s", duration(MOMENT, "30 s"));
  static final SettingKey<Duration> SSH_LOGIN_TIMEOUT =
      new SettingKey<>("ssh.login-timeout", "60 s", duration(MOMENT, "60 s"));
  static final SettingKey<Integer> SSH_HANDSHAKES =
      new SettingKey<>("ssh.handshakes", "0", number(0, 100_000, "logins", 16));
  static final SettingKey<Integer> SSH_TRANSFERS =
      new SettingKey<>("ssh.transfers", "16", number(1, 100_000, "transfers", 16));
  static final SettingKey<Integer> SSH_CONNECTIONS =
      new SettingKey<>("ssh.connections", "1024", number(1, 100_000, "connections", 1024));
  static final SettingKey<Duration> SSH_KEEP_ALIVE =
      new SettingKey<>("ssh.keep-alive", "15 s", duration(MOMENT, "15 s"));
  static final SettingKey<Integer> SSH_KEEP_ALIVE_MISSES =
      new SettingKey<>("ssh.keep-alive-misses", "4", number(1, 1000, "missed answers", 4));
  static final SettingKey<DataSize> SSH_MAX_OUTPUT =
      new SettingKey<>("ssh.max-output", "1 MiB", size(BYTE, "1 MiB"));

  static final SettingKey<String> COLLECT_PLATFORM =
      new SettingKey<>("collect.platform", "auto", routeName());
  static final SettingKey<Duration> COLLECT_DEADLINE =
      new SettingKey<>("collect.deadline", "35 min", duration(MOMENT, "35 min"));
  static final SettingKey<Duration> COLLECT_STALL =
      new SettingKey<>("collect.stall", "10 min", duration(MOMENT, "10 min"));
  static final SettingKey<DataSize> COLLECT_MINIMUM_RATE =
      new SettingKey<>("collect.minimum-rate", "1 KiB", size(new DataSize(0), "1 KiB"));
  static final SettingKey<Duration> COLLECT_MINIMUM_RATE_WINDOW =
      new SettingKey<>("collect.minimum-rate-window", "60 s", duration(MOMENT, "60 s"));
  static final SettingKey<Integer> COLLECT_TRIES =
      new SettingKey<>("collect.tries", "3", number(1, 100, "tries", 3));
  static final SettingKey<Duration> COLLECT_RETRY_DELAY =
      new SettingKey<>("collect.retry-delay", "5 s", duration(NONE, "5 s"));
  static final SettingKey<Duration> COLLECT_STOP_TIMEOUT =
      new SettingKey<>("collect.stop-timeout", "30 s", duration(NONE, "30 s"));
  static final SettingKey<DataSize> COLLECT_MAX_PACKAGE =
      new SettingKey<>("collect.max-package", "4 GiB", size(BYTE, "4 GiB"));
  static final SettingKey<DataSize> COLLECT_MAX_UNPACKED =
      new SettingKey<>("collect.max-unpacked", "64 GiB", size(BYTE, "64 GiB"));
  static final SettingKey<Long> COLLECT_MAX_ENTRIES =
      new SettingKey<>(
          "collect.max-entries", "1000000", longNumber(1, Long.MAX_VALUE, "entries", 1_000_000));
  static final SettingKey<Integer> COLLECT_CHECKS =
      new SettingKey<>("collect.checks", "0", number(0, 1000, "archives", 4));

  static final SettingKey<Duration> PACKAGES_QUARANTINE =
      new SettingKey<>("packages.quarantine", "24 h", duration(NONE, "24 h"));
  static final SettingKey<DataSize> PACKAGES_QUARANTINE_BYTES =
      new SettingKey<>("packages.quarantine-bytes", "16 GiB", size(BYTE, "16 GiB"));

  static final SettingKey<String> NVOS_SINCE =
      new SettingKey<>("nvos.since", "", text("yesterday"));
  static final SettingKey<Duration> NVOS_GENERATE_TIMEOUT =
      new SettingKey<>("nvos.generate-timeout", "30 min", duration(MOMENT, "30 min"));
  static final SettingKey<Duration> NVOS_COMMAND_TIMEOUT =
      new SettingKey<>("nvos.command-timeout", "60 s", duration(MOMENT, "60 s"));
  static final SettingKey<Boolean> NVOS_DELETE_AFTER_FETCH =
      new SettingKey<>("nvos.delete-after-fetch", "true", flag());
  static final SettingKey<String> NVOS_NAME_PATTERN =
      new SettingKey<>(
          "nvos.name-pattern",
          "nvos_dump_\\S+_\\d{8}_\\d{6}\\.tar\\.gz",
          regularExpression("dump_\\S+\\.tar\\.gz"));

  static final SettingKey<Integer> NVUE_PORT = new SettingKey<>("nvue.port", "443", port(1, 443));
  static final SettingKey<Duration> NVUE_REQUEST_TIMEOUT =
      new SettingKey<>("nvue.request-timeout", "30 s", duration(MOMENT, "30 s"));
  static final SettingKey<Duration> NVUE_POLL_FIRST =
      new SettingKey<>("nvue.poll-first", "2 s", duration(MOMENT, "2 s"));
  static final SettingKey<Duration> NVUE_POLL_LONGEST =
      new SettingKey<>("nvue.poll-longest", "20 s", duration(MOMENT, "20 s"));
  static final SettingKey<Duration> NVUE_PUSH_GRACE =
      new SettingKey<>("nvue.push-grace", "30 s", duration(MOMENT, "30 s"));
  static final SettingKey<DataSize> NVUE_MAX_ANSWER =
      new SettingKey<>("nvue.max-answer", "1 MiB", size(BYTE, "1 MiB"));

  static final SettingKey<Duration> VMANAGE_SESSION_IDLE =
      new SettingKey<>("vmanage.session-idle", "30 min", duration(MOMENT, "30 min"));
  static final SettingKey<Integer> VMANAGE_SESSIONS =
      new SettingKey<>("vmanage.sessions", "1000", number(1, 100_000, "sessions", 1000));

  static final SettingKey<Long> EVENTS_KEEP =
      new SettingKey<>("events.keep", "100000", longNumber(1, 1_000_000_000, "events", 100_000));
  static final SettingKey<Integer> EVENTS_STREAMS =
      new SettingKey<>("events.streams", "100", number(1, 10_000, "clients", 100));
  static final SettingKey<Duration> EVENTS_HEARTBEAT =
      new SettingKey<>(
          "events.heartbeat", "15 s", duration(MOMENT, EventSettings.LONGEST_HEARTBEAT, "15 s"));

  static final SettingKey<Optional<URI>> NOTIFY_WEBHOOK_URL =
      new SettingKey<>(
          "notify.webhook-url", "", webhookUrl("https://chat.example/hooks/depot").orEmpty());
  static final SettingKey<String> NOTIFY_WEBHOOK_HEADER =
      new SettingKey<>("notify.webhook-header", "Authorization", headerName());
  static final SettingKey<Optional<Path>> NOTIFY_WEBHOOK_SECRET_FILE =
      new SettingKey<>(
          "notify.webhook-secret-file", "", path("/etc/netdepot/webhook-secret").orEmpty());
  static final SettingKey<Duration> NOTIFY_TIMEOUT =
      new SettingKey<>("notify.timeout", "10 s", duration(MOMENT, "10 s"));
  static final SettingKey<Integer> NOTIFY_TRIES =
      new SettingKey<>("notify.tries", "3", number(1, 100, "tries", 3));
  static final SettingKey<Duration> NOTIFY_RETRY_DELAY =
      new SettingKey<>("notify.retry-delay", "2 s", duration(NONE, "2 s"));
  static final SettingKey<String> NOTIFY_SFTP_SERVER =
      new SettingKey<>("notify.sftp-server", "", text("support-case"));
  static final SettingKey<Duration> NOTIFY_SFTP_DEADLINE =
      new SettingKey<>("notify.sftp-deadline", "2 h", duration(MOMENT, "2 h"));
  static final SettingKey<Path> SCHEDULES_FILE =
      new SettingKey<>(
          "schedules.file", "./config/schedules.yaml", path("/etc/netdepot/schedules.yaml"));

  static final SettingKey<Path> SWITCHES_FILE =
      new SettingKey<>(
          "switches.file", "./config/switches.yaml", path("/etc/netdepot/switches.yaml"));
  static final SettingKey<Duration> SWITCHES_DETECT_TIMEOUT =
      new SettingKey<>("switches.detect-timeout", "20 s", duration(MOMENT, "20 s"));

  static final SettingKey<Optional<Path>> LOG_FILE =
      new SettingKey<>("log.file", "", path("/var/log/netdepot/netdepot.log").orEmpty());
  static final SettingKey<DataSize> LOG_FILE_SIZE =
      new SettingKey<>("log.file-size", "100 MiB", size(DataSize.ofKib(1), "100 MiB"));
  static final SettingKey<Integer> LOG_DAYS =
      new SettingKey<>("log.days", "14", number(1, 10_000, "days", 14));

  static final SettingKey<Path> ROUTES_DIRECTORY =
      new SettingKey<>("routes.directory", "./routes", path("/etc/netdepot/routes"));
  static final SettingKey<Set<String>> ROUTES_COMPONENTS =
      new SettingKey<>("routes.components", "", components("http, https"));

  /** The file with the private key for one profile, whose name is the rest of the key. */
  static final String SSH_KEY_PREFIX = "ssh.key.";

  static final SettingForm<Path> SSH_KEY_FORM = path("/etc/netdepot/id_ed25519");

  private static final List<SettingKey<?>> OWN =
      List.of(
          DATA,
          STORE_FREE_BYTES,
          STORE_FREE_PERCENT,
          STORE_SCRUB_RATE,
          PACKAGES_KEEP_AGE,
          PACKAGES_KEEP_PER_SWITCH,
          PACKAGES_KEEP_BYTES,
          PACKAGES_KEEP_FREE,
          OPERATIONS_KEEP_AGE,
          IMAGES_KEEP_AGE,
          AUDIT_KEEP_AGE,
          HTTP_HOST,
          HTTP_PORT,
          HTTP_ALLOW_PLAIN,
          HTTP_TLS,
          HTTP_TLS_CERTIFICATE,
          HTTP_TLS_KEY,
          HTTP_PUBLIC_URL,
          HTTP_MAX_JSON_BODY,
          HTTP_WORKERS,
          HTTP_STOP_TIMEOUT,
          HTTP_FAILED_LOGINS,
          HTTP_FAILED_LOGINS_WINDOW,
          DEVICE_HTTP_HOST,
          DEVICE_HTTP_PORT,
          DEVICE_HTTP_PUBLIC_URL,
          DEVICE_HTTP_ALLOW_BY_NAME,
          RECEIVER_HOST,
          RECEIVER_PORT,
          RECEIVER_ADDRESS,
          RECEIVER_CONNECTIONS,
          RECEIVER_LOGIN_TIMEOUT,
          IMAGES_MAX_SIZE,
          IMAGES_UPLOADS,
          IMAGES_UPLOAD_STALL,
          IMAGES_UPLOAD_MINIMUM_RATE,
          IMAGES_UPLOAD_MINIMUM_RATE_WINDOW,
          IMAGES_MIRROR,
          IMAGES_ON_CHANGE,
          IMAGES_SYNC_EVERY,
          IMAGES_COOL_DOWN,
          IMAGES_ALLOW,
          IMAGES_FETCHES,
          IMAGES_FETCH_CONNECT_TIMEOUT,
          IMAGES_FETCH_STALL,
          IMAGES_FETCH_MINIMUM_RATE,
          IMAGES_FETCH_MINIMUM_RATE_WINDOW,
          IMAGES_FETCH_DEADLINE,
          IMAGES_FETCH_TRIES,
          IMAGES_FETCH_RETRY_DELAY,
          IMAGES_INBOX,
          IMAGES_INBOX_DIRECTORY,
          IMAGES_INBOX_SETTLE,
          MANAGEMENT_ENABLED,
          MANAGEMENT_HOST,
          MANAGEMENT_PORT,
          MANAGEMENT_JOLOKIA,
          TRACES_ENDPOINT,
          TRACES_PERCENT,
          SSH_PORT,
          SSH_HOST_KEYS,
          SSH_CONNECT_TIMEOUT,
          SSH_LOGIN_TIMEOUT,
          SSH_HANDSHAKES,
          SSH_TRANSFERS,
          SSH_CONNECTIONS,
          SSH_KEEP_ALIVE,
          SSH_KEEP_ALIVE_MISSES,
          SSH_MAX_OUTPUT,
          COLLECT_PLATFORM,
          COLLECT_DEADLINE,
          COLLECT_STALL,
          COLLECT_MINIMUM_RATE,
          COLLECT_MINIMUM_RATE_WINDOW,
          COLLECT_TRIES,
          COLLECT_RETRY_DELAY,
          COLLECT_STOP_TIMEOUT,
          COLLECT_MAX_PACKAGE,
          COLLECT_MAX_UNPACKED,
          COLLECT_MAX_ENTRIES,
          COLLECT_CHECKS,
          PACKAGES_QUARANTINE,
          PACKAGES_QUARANTINE_BYTES,
          NVOS_SINCE,
          NVOS_GENERATE_TIMEOUT,
          NVOS_COMMAND_TIMEOUT,
          NVOS_DELETE_AFTER_FETCH,
          NVOS_NAME_PATTERN,
          NVUE_PORT,
          NVUE_REQUEST_TIMEOUT,
          NVUE_POLL_FIRST,
          NVUE_POLL_LONGEST,
          NVUE_PUSH_GRACE,
          NVUE_MAX_ANSWER,
          VMANAGE_SESSION_IDLE,
          VMANAGE_SESSIONS,
          EVENTS_KEEP,
          EVENTS_STREAMS,
          EVENTS_HEARTBEAT,
          NOTIFY_WEBHOOK_URL,
          NOTIFY_WEBHOOK_HEADER,
          NOTIFY_WEBHOOK_SECRET_FILE,
          NOTIFY_TIMEOUT,
          NOTIFY_TRIES,
          NOTIFY_RETRY_DELAY,
          NOTIFY_SFTP_SERVER,
          NOTIFY_SFTP_DEADLINE,
          SCHEDULES_FILE,
          SWITCHES_FILE,
          SWITCHES_DETECT_TIMEOUT,
          LOG_FILE,
          LOG_FILE_SIZE,
          LOG_DAYS,
          ROUTES_DIRECTORY,
          ROUTES_COMPONENTS);

  static final List<SettingKey<?>> ALL =
      Stream.of(OWN, PlatformKeys.ALL, DeliverKeys.ALL, DeviceKeys.ALL)
          .<SettingKey<?>>flatMap(List::stream)
          .toList();

  private SettingKeys() {}
}
