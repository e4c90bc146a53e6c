package io.netdepot.config;

import static io.netdepot.config.SettingForm.NONE;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.path;
import static io.netdepot.config.SettingForm.size;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The settings of what is kept on the disk, and for how long, declared once: name, default, form.
 */
final class StoreKeys {
  static final SettingKey<Path> DATA = new SettingKey<>("data", "./data", path("/srv/netdepot"));
  private static final SettingKey<DataSize> FREE_BYTES =
      new SettingKey<>("store.free-bytes", "5 GiB", size(DataSize.ZERO, "5 GiB"));
  private static final SettingKey<Integer> FREE_PERCENT =
      new SettingKey<>("store.free-percent", "5", number(0, 99, "percent", 5));
  private static final SettingKey<DataSize> SCRUB_RATE =
      new SettingKey<>("store.scrub-rate", "16 MiB", size(DataSize.ZERO, "16 MiB"));
  private static final SettingKey<Duration> PACKAGES_KEEP_AGE =
      new SettingKey<>("packages.keep-age", "0 s", duration(NONE, "90 d"));
  private static final SettingKey<Integer> PACKAGES_KEEP_PER_SWITCH =
      new SettingKey<>("packages.keep-per-switch", "0", number(0, 1_000_000, "packages", 10));
  private static final SettingKey<DataSize> PACKAGES_KEEP_BYTES =
      new SettingKey<>("packages.keep-bytes", "0 B", size(DataSize.ZERO, "2 TiB"));
  private static final SettingKey<DataSize> PACKAGES_KEEP_FREE =
      new SettingKey<>("packages.keep-free", "0 B", size(DataSize.ZERO, "50 GiB"));
  private static final SettingKey<Duration> OPERATIONS_KEEP_AGE =
      new SettingKey<>("operations.keep-age", "0 s", duration(NONE, "365 d"));
  private static final SettingKey<Duration> IMAGES_KEEP_AGE =
      new SettingKey<>("images.keep-age", "0 s", duration(NONE, "730 d"));
  private static final SettingKey<Duration> AUDIT_KEEP_AGE =
      new SettingKey<>("audit.keep-age", "0 s", duration(NONE, "365 d"));

  static final List<SettingKey<?>> ALL =
      List.of(
          DATA,
          FREE_BYTES,
          FREE_PERCENT,
          SCRUB_RATE,
          PACKAGES_KEEP_AGE,
          PACKAGES_KEEP_PER_SWITCH,
          PACKAGES_KEEP_BYTES,
          PACKAGES_KEEP_FREE,
          OPERATIONS_KEEP_AGE,
          IMAGES_KEEP_AGE,
          AUDIT_KEEP_AGE);

  private StoreKeys() {}

  static StoreSettings read(SettingValues values) {
    return new StoreSettings(values.get(DATA), values.get(FREE_BYTES), values.get(FREE_PERCENT));
  }

  static RetentionSettings readRetention(SettingValues values) {
    return new RetentionSettings(
        values.get(PACKAGES_KEEP_AGE),
        values.get(PACKAGES_KEEP_PER_SWITCH),
        values.get(PACKAGES_KEEP_BYTES),
        values.get(PACKAGES_KEEP_FREE),
        values.get(OPERATIONS_KEEP_AGE),
        values.get(IMAGES_KEEP_AGE),
        values.get(AUDIT_KEEP_AGE));
  }

  static ScrubSettings readScrub(SettingValues values) {
    return new ScrubSettings(values.get(SCRUB_RATE));
  }
}
