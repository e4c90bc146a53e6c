package io.netdepot.demo;

import java.util.Locale;

/** Sizes as people read them. */
final class Megabytes {
  private Megabytes() {}

  static String of(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
