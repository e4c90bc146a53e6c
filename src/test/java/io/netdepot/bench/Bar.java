package io.netdepot.bench;

import java.util.Locale;

/** What a ratio is to be, and the line that tells whether it is. */
record Bar(String name, double ratio, double bound, boolean atMost) {
  static Bar atMost(String name, double ratio, double bound) {
    return new Bar(name, ratio, bound, true);
  }

  static Bar atLeast(String name, double ratio, double bound) {
    return new Bar(name, ratio, bound, false);
  }

  boolean met() {
    return atMost ? ratio <= bound : ratio >= bound;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %.2f (bar: %s %.2f): %s",
        name,
        ratio,
        atMost ? "at most" : "at least",
        bound,
        met() ? "met" : "MISSED");
  }
}
