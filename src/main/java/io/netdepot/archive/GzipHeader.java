package io.netdepot.archive;

import java.io.IOException;
import java.util.zip.CRC32;

/** The head of a gzip member. Source of the layout: RFC 1952, section 2.3. */
final class GzipHeader {
  private static final int FIRST = 0x1f;
  private static final int SECOND = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int TIME_LEVEL_SYSTEM = 6;
  private static final int LONGEST_TEXT = 64 * 1024;

  private final InputBytes input;
  private final CRC32 checksum = new CRC32();

  GzipHeader(InputBytes input) {
    this.input = input;
  }

  /** Reads over the head of the first member. */
  void first() throws IOException {
    int first = input.next();
    if (first < 0) {
      throw ArchiveRefusal.notAnArchive("The file is empty");
    }
    int second = first == FIRST ? next() : 0;
    if (first != FIRST || second != SECOND) {
      throw ArchiveRefusal.notAnArchive(
          "The file begins neither as gzip does, with 1f 8b, nor as xz, with fd 37 7a 58; only tar"
              + " archives compressed with one of them are accepted");
    }
    rest();
  }

  /** Reads over the head of a further member; false when the file ends before it. */
  boolean further() throws IOException {
    int first = input.next();
    if (first < 0) {
      return false;
    }
    if (first != FIRST || next() != SECOND) {
      throw ArchiveRefusal.damaged("Bytes that are no gzip follow the end of the compressed data");
    }
    rest();
    return true;
  }

  private void rest() throws IOException {
    checksum.reset();
    checksum.update(FIRST);
    checksum.update(SECOND);
    int method = next();
    int flags = next();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw ArchiveRefusal.damaged("A gzip head names a compression that does not exist");
    }
    skip(TIME_LEVEL_SYSTEM);
    if ((flags & HAS_EXTRA) != 0) {
      int low = next();
      skip(low | next() << 8);
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CHECKSUM) != 0) {
      int expected = (int) checksum.getValue() & 0xffff;
      int low = next();
      if ((low | next() << 8) != expected) {
        throw ArchiveRefusal.damaged("The checksum of a gzip head is wrong");
      }
    }
  }

  private int next() throws IOException {
    int value = input.next();
    if (value < 0) {
      throw ArchiveRefusal.damaged("The file ends within a gzip head");
    }
    checksum.update(value);
    return value;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    for (int length = 0; next() != 0; length++) {
      if (length > LONGEST_TEXT) {
        throw ArchiveRefusal.overLimit(
            "The name or comment in a gzip head is longer than " + LONGEST_TEXT + " bytes");
      }
    }
  }
}
