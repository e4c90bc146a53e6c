package io.netdepot.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which part of a file a 206 answer holds (RFC 9110, section 14.4).
 *
 * @param total the size of the whole file
 */
record ContentRange(long first, long last, long total) {
  private static final Pattern SHAPE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");

  /** Reads it; empty when it makes no sense or does not say the whole size. */
  static Optional<ContentRange> parse(String value) {
    Matcher matcher = SHAPE.matcher(value.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    ContentRange range =
        new ContentRange(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)));
    return range.first <= range.last && range.last < range.total
        ? Optional.of(range)
        : Optional.empty();
  }
}
