package io.netdepot.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it: a whole number and a unit, such as {@code 500 ms}, {@code 30
 * s}, {@code 10 min}, {@code 2 h} or {@code 1 d}. The ISO form, such as {@code PT1M30S}, is read
 * too.
 */
public final class Durations {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,15})\\s*(ms|s|min|h|d)");

  /** Deadlines are counted in nanoseconds, which a long holds for 292 years. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private Durations() {}

  /**
   * Reads a length of time of 0 to 3650 d; parts of a millisecond are cut off.
   *
   * @throws IllegalArgumentException when there is no number, no unit, or too much of it
   */
  public static Duration parse(String text) {
    Duration duration = read(text.strip(), text);
    if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is out of range; write 0 to " + format(LONGEST));
    }
    return Duration.ofMillis(duration.toMillis());
  }

  private static Duration read(String stripped, String text) {
    try {
      if (stripped.startsWith("P")) {
        return Duration.parse(stripped);
      }
      Matcher matcher = WRITTEN.matcher(stripped);
      if (matcher.matches()) {
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "min" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(notADuration(text), e);
    }
    throw new IllegalArgumentException(notADuration(text));
  }

  private static String notADuration(String text) {
    return "'"
        + text
        + "' is not a length of time; write a number and one of the units ms, s, min, h, d, such as"
        + " 30 s or 10 min";
  }

  /** As {@link #format}, without parts of a second where it is longer than one. */
  public static String about(Duration duration) {
    long seconds = duration.toSeconds();
    return format(seconds == 0 ? duration : Duration.ofSeconds(seconds));
  }

  /** The largest unit that leaves a whole number. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0 s";
    }
    if (millis % 1000 != 0) {
      return millis + " ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes % 60 != 0) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours % 24 != 0 ? hours + " h" : hours / 24 + " d";
  }
}
