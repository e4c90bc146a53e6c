package io.netdepot.ssh;

import java.time.Duration;

/** Spans of time as people and settings write them. */
final class Spans {
  private Spans() {}

  /** A span with its largest whole unit, such as {@code 30 min}. */
  static String text(Duration span) {
    long millis = span.toMillis();
    if (millis % 1_000 != 0) {
      return millis + " ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 3_600 == 0 && seconds > 0) {
      return seconds / 3_600 + " h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
