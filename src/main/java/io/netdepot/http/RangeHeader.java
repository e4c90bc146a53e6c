package io.netdepot.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code Range} header (RFC 9110, section 14). */
final class RangeHeader {
  private static final Pattern ONE_RANGE =
      Pattern.compile("bytes *= *(\\d*) *- *(\\d*) *", Pattern.CASE_INSENSITIVE);

  private RangeHeader() {}

  /** Which bytes to send. */
  sealed interface Choice {
    /** All of them: no range, one that cannot be read, or several at once, which is allowed. */
    record Whole() implements Choice {}

    /** Some of them; both ends belong to it. */
    record Part(long first, long last) implements Choice {
      long length() {
        return last - first + 1;
      }
    }

    /** No byte of the file is in the range. */
    record Unsatisfiable() implements Choice {}
  }

  /** Chooses the bytes of a file of so many bytes. */
  static Choice choose(String header, long size) {
    Matcher matcher = ONE_RANGE.matcher(header.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return new Choice.Whole();
    }
    if (matcher.group(1).isEmpty()) {
      return suffix(number(matcher.group(2)), size);
    }
    long first = number(matcher.group(1));
    long last = matcher.group(2).isEmpty() ? Long.MAX_VALUE : number(matcher.group(2));
    if (last < first) {
      return new Choice.Whole();
    }
    return first >= size
        ? new Choice.Unsatisfiable()
        : new Choice.Part(first, Math.min(last, size - 1));
  }

  private static Choice suffix(long length, long size) {
    if (length == 0) {
      return new Choice.Unsatisfiable();
    }
    // An empty file has no last byte to name in Content-Range, so it is sent as a whole.
    return size == 0 ? new Choice.Whole() : new Choice.Part(Math.max(0, size - length), size - 1);
  }

  // More digits than a long holds mean a place behind the end of every file.
  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
