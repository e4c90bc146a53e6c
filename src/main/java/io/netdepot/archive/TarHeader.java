package io.netdepot.archive;

import java.util.Optional;

/**
 * The head of a tar entry, as far as walking over the archive needs it. Source of the layout: POSIX
 * pax "ustar Interchange Format", GNU tar manual "Basic Tar Format" for base-256 numbers.
 *
 * @param type the type flag
 * @param size the bytes that follow, before padding; negative or too large where the head is wrong
 */
record TarHeader(char type, long size) {
  static final int BLOCK = 512;

  private static final int SIZE = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;
  private static final int TYPE = 156;
  private static final int BASE_256 = 0x80;

  /** Reads a head; empty when the block is none, which its checksum tells. */
  static Optional<TarHeader> parse(byte[] block) {
    long checksum = octal(block, CHECKSUM, CHECKSUM_LENGTH);
    if (checksum != sum(block, false) && checksum != sum(block, true)) {
      return Optional.empty();
    }
    return Optional.of(new TarHeader((char) (block[TYPE] & 0xff), number(block)));
  }

  /** Whether what follows describes the next entry and is none itself. */
  boolean describesNext() {
    return type == 'x' || type == 'X' || type == 'g' || type == 'L' || type == 'K';
  }

  /** Whether what follows is records of {@code key=value}. */
  boolean isPax() {
    return type == 'x' || type == 'X' || type == 'g';
  }

  /** Whether the records hold for all entries from here on. */
  boolean isGlobal() {
    return type == 'g';
  }

  /** Whether this is GNU's old form of a sparse file, which may go on in further head blocks. */
  boolean isOldSparse() {
    return type == 'S';
  }

  /**
   * Whether this is a hard link; the size in its head, if any, is that of the file it points to.
   */
  boolean isHardLink() {
    return type == '1';
  }

  // Some old tars summed up signed bytes.
  private static long sum(byte[] block, boolean signed) {
    long sum = (long) ' ' * CHECKSUM_LENGTH;
    for (int i = 0; i < BLOCK; i++) {
      if (i < CHECKSUM || i >= CHECKSUM + CHECKSUM_LENGTH) {
        sum += signed ? block[i] : block[i] & 0xff;
      }
    }
    return sum;
  }

  private static long number(byte[] block) {
    int first = block[SIZE] & 0xff;
    if (first < BASE_256) {
      return octal(block, SIZE, SIZE_LENGTH);
    }
    // 95 bits, of which the upper ones must be zero for a size that can exist.
    long value = 0;
    for (int i = SIZE; i < SIZE + SIZE_LENGTH; i++) {
      int bits = i == SIZE ? first & ~BASE_256 : block[i] & 0xff;
      if (value >>> (Long.SIZE - Byte.SIZE - 1) != 0) {
        return -1;
      }
      value = value << Byte.SIZE | bits;
    }
    return value;
  }

  // Spaces or zeros may stand around the digits; nothing else may.
  private static long octal(byte[] block, int from, int length) {
    int i = from;
    int end = from + length;
    while (i < end && block[i] == ' ') {
      i++;
    }
    long value = 0;
    while (i < end && block[i] >= '0' && block[i] <= '7') {
      value = value << 3 | (block[i] - '0');
      i++;
    }
    while (i < end && (block[i] == ' ' || block[i] == 0)) {
      i++;
    }
    return i == end ? value : -1;
  }
}
