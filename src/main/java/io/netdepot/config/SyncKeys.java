package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.NONE;
import static io.netdepot.config.SettingForm.allowedSources;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.flag;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.size;
import static io.netdepot.config.SettingForm.word;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of images from elsewhere, declared once: name, default, form. */
final class SyncKeys {
  private static final SettingKey<SyncSettings.Mirror> MIRROR =
      new SettingKey<>("images.mirror", "on-add", word(SyncSettings.Mirror.class));
  private static final SettingKey<SyncSettings.OnChange> ON_CHANGE =
      new SettingKey<>("images.on-change", "keep", word(SyncSettings.OnChange.class));
  private static final SettingKey<Duration> SYNC_EVERY =
      new SettingKey<>("images.sync-every", "24 h", duration(NONE, "24 h"));
  private static final SettingKey<Duration> COOL_DOWN =
      new SettingKey<>("images.cool-down", "5 min", duration(MOMENT, "5 min"));
  private static final SettingKey<AllowedSources> ALLOW =
      new SettingKey<>("images.allow", "any", allowedSources("any, 10.0.0.0/8"));
  private static final SettingKey<Integer> FETCHES =
      new SettingKey<>("images.fetches", "4", number(1, 1000, "fetches", 4));
  private static final SettingKey<Duration> FETCH_CONNECT_TIMEOUT =
      new SettingKey<>("images.fetch-connect-timeout", "30 s", duration(MOMENT, "30 s"));
  private static final SettingKey<Duration> FETCH_STALL =
      new SettingKey<>("images.fetch-stall", "60 s", duration(MOMENT, "60 s"));
  private static final SettingKey<DataSize> FETCH_MINIMUM_RATE =
      new SettingKey<>("images.fetch-minimum-rate", "16 KiB", size(DataSize.ZERO, "16 KiB"));
  private static final SettingKey<Duration> FETCH_MINIMUM_RATE_WINDOW =
      new SettingKey<>("images.fetch-minimum-rate-window", "60 s", duration(MOMENT, "60 s"));
  private static final SettingKey<Duration> FETCH_DEADLINE =
      new SettingKey<>("images.fetch-deadline", "12 h", duration(MOMENT, "12 h"));
  private static final SettingKey<Integer> FETCH_TRIES =
      new SettingKey<>("images.fetch-tries", "5", number(1, 100, "tries", 5));
  private static final SettingKey<Duration> FETCH_RETRY_DELAY =
      new SettingKey<>("images.fetch-retry-delay", "2 s", duration(NONE, "2 s"));
  static final SettingKey<Boolean> INBOX = new SettingKey<>("images.inbox", "false", flag());
  static final SettingKey<Path> INBOX_DIRECTORY =
      new SettingKey<>("images.inbox-directory", "./inbox", path("/srv/netdepot-inbox"));
  private static final SettingKey<Duration> INBOX_SETTLE =
      new SettingKey<>("images.inbox-settle", "10 s", duration(MOMENT, "10 s"));

  static final List<SettingKey<?>> ALL =
      List.of(
          MIRROR,
          ON_CHANGE,
          SYNC_EVERY,
          COOL_DOWN,
          ALLOW,
          FETCHES,
          FETCH_CONNECT_TIMEOUT,
          FETCH_STALL,
          FETCH_MINIMUM_RATE,
          FETCH_MINIMUM_RATE_WINDOW,
          FETCH_DEADLINE,
          FETCH_TRIES,
          FETCH_RETRY_DELAY,
          INBOX,
          INBOX_DIRECTORY,
          INBOX_SETTLE);

  private SyncKeys() {}

  static SyncSettings read(SettingValues values) {
    return new SyncSettings(
        values.get(MIRROR),
        values.get(ON_CHANGE),
        values.get(SYNC_EVERY),
        values.get(COOL_DOWN),
        values.get(ALLOW),
        values.get(FETCHES),
        values.get(FETCH_CONNECT_TIMEOUT),
        values.get(FETCH_STALL),
        values.get(FETCH_MINIMUM_RATE),
        values.get(FETCH_MINIMUM_RATE_WINDOW),
        values.get(FETCH_DEADLINE),
        values.get(FETCH_TRIES),
        values.get(FETCH_RETRY_DELAY),
        values.get(INBOX),
        values.get(INBOX_DIRECTORY),
        values.get(INBOX_SETTLE));
  }
}
