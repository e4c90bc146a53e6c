package io.netdepot.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes dates as HTTP wants them. */
public final class HttpDate {
  // Two digits for the day (RFC 9110, 5.6.7); the formatter of the JDK writes one.
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** Such as {@code Mon, 05 Jan 2026 10:18:42 GMT}. */
  public static String of(Instant at) {
    return FORM.format(at);
  }
}
