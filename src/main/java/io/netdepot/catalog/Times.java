package io.netdepot.catalog;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Times as they are recorded: RFC 3339 in UTC, always nine digits of fraction, sortable. */
final class Times {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

  private Times() {}

  static String text(Instant time) {
    return FORMAT.format(time);
  }

  static Instant time(String text) {
    return Instant.parse(text);
  }
}
