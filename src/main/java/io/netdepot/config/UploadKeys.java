package io.netdepot.config;

import static io.netdepot.config.SettingForm.MOMENT;
import static io.netdepot.config.SettingForm.duration;
import static io.netdepot.config.SettingForm.number;
import static io.netdepot.config.SettingForm.size;

import java.time.Duration;
import java.util.List;

/** The settings of uploaded images, declared once: name, default, form. */
final class UploadKeys {
  private static final SettingKey<DataSize> MAX_SIZE =
      new SettingKey<>("images.max-size", "8 GiB", size(DataSize.BYTE, "8 GiB"));
  private static final SettingKey<Integer> UPLOADS =
      new SettingKey<>("images.uploads", "400", number(1, 100_000, "uploads", 400));
  private static final SettingKey<Duration> UPLOAD_STALL =
      new SettingKey<>(
          "images.upload-stall", "60 s", duration(MOMENT, UploadSettings.LONGEST_STALL, "60 s"));
  private static final SettingKey<DataSize> UPLOAD_MINIMUM_RATE =
      new SettingKey<>("images.upload-minimum-rate", "1 KiB", size(DataSize.ZERO, "1 KiB"));
  private static final SettingKey<Duration> UPLOAD_MINIMUM_RATE_WINDOW =
      new SettingKey<>("images.upload-minimum-rate-window", "60 s", duration(MOMENT, "60 s"));

  static final List<SettingKey<?>> ALL =
      List.of(MAX_SIZE, UPLOADS, UPLOAD_STALL, UPLOAD_MINIMUM_RATE, UPLOAD_MINIMUM_RATE_WINDOW);

  private UploadKeys() {}

  static UploadSettings read(SettingValues values) {
    return new UploadSettings(
        values.get(MAX_SIZE),
        values.get(UPLOADS),
        values.get(UPLOAD_STALL),
        values.get(UPLOAD_MINIMUM_RATE),
        values.get(UPLOAD_MINIMUM_RATE_WINDOW));
  }
}
