package io.netdepot.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with a unit: {@code 512 B}, {@code 64 KiB}, {@code 1 MiB}, {@code 4
 * GiB}, {@code 2 TiB}.
 */
public record DataSize(long bytes) {
  static final DataSize ZERO = new DataSize(0);
  static final DataSize BYTE = new DataSize(1);

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15})\\s*(B|KiB|MiB|GiB|TiB)");

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("A size cannot be negative: " + bytes);
    }
  }

  public static DataSize ofKib(long kib) {
    return new DataSize(Math.multiplyExact(kib, 1L << 10));
  }

  public static DataSize ofMib(long mib) {
    return new DataSize(Math.multiplyExact(mib, 1L << 20));
  }

  public static DataSize ofGib(long gib) {
    return new DataSize(Math.multiplyExact(gib, 1L << 30));
  }

  /**
   * Reads a size with its unit.
   *
   * @throws IllegalArgumentException when there is no number, no unit, or too much of it
   */
  public static DataSize parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a size; write a number and a unit, such as 64 KiB, 1 MiB or 4 GiB");
    }
    int power =
        switch (matcher.group(2)) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          case "TiB" -> 40;
          default -> 0;
        };
    try {
      return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << power));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is more bytes than can be counted", e);
    }
  }

  /** The largest unit that leaves a whole number. */
  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    long value = bytes;
    int unit = 0;
    while (value > 0 && value % 1024 == 0 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%d %s", value, units[unit]);
  }
}
