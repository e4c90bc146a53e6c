package io.netdepot.archive;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/**
 * The records of a pax head, {@code length key=value\n} each. Only the size matters here. Source:
 * POSIX pax, "pax Extended Header".
 */
final class PaxRecords {
  private static final byte[] SIZE = "size=".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_DIGITS = 18;

  private final byte[] bytes;

  // Mutable state
  private int position;

  PaxRecords(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The last size that the records set; empty when none does. */
  OptionalLong size() throws ArchiveRefusal {
    OptionalLong size = OptionalLong.empty();
    while (position < bytes.length) {
      int start = position;
      long length = number(' ');
      long end = start + length;
      if (end <= position || end > bytes.length || bytes[(int) end - 1] != '\n') {
        throw malformed();
      }
      if (startsWithSize()) {
        position += SIZE.length;
        size = OptionalLong.of(number('\n'));
      }
      position = (int) end;
    }
    return size;
  }

  private boolean startsWithSize() {
    for (int i = 0; i < SIZE.length; i++) {
      if (position + i >= bytes.length || bytes[position + i] != SIZE[i]) {
        return false;
      }
    }
    return true;
  }

  // Digits up to the terminator, and over it.
  private long number(char terminator) throws ArchiveRefusal {
    long value = 0;
    int digits = 0;
    while (position < bytes.length && bytes[position] >= '0' && bytes[position] <= '9') {
      value = value * 10 + (bytes[position++] - '0');
      if (++digits > MOST_DIGITS) {
        throw malformed();
      }
    }
    if (digits == 0 || position >= bytes.length || bytes[position++] != terminator) {
      throw malformed();
    }
    return value;
  }

  private static ArchiveRefusal malformed() {
    return ArchiveRefusal.damaged("A pax head in the tar is malformed");
  }
}
