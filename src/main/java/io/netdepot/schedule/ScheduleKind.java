package io.netdepot.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a schedule begins. */
public enum ScheduleKind {
  COLLECT,
  IMAGE_SYNC,
  EXPIRE,
  SCRUB;

  /** As it is written in files and answers, such as {@code image-sync}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ScheduleKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
