package io.netdepot.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes what stands around the bytes of files in a tar: heads, padding, the end. The same input
 * makes the same bytes, whoever runs the service: all files belong to user and group 0 and have no
 * owner's name. Sources of the layout: POSIX pax "ustar Interchange Format" and "pax Extended
 * Header"; the latter is used where a name has more than 100 bytes or a file 8 GiB or more.
 */
public final class TarWriter {
  private static final int BLOCK = TarHeader.BLOCK;
  private static final int LONGEST_NAME = 100;
  private static final long LARGEST = 077777777777L;

  private TarWriter() {}

  /**
   * The head of a file, in whole blocks.
   *
   * @param name with {@code /} between its parts, in ASCII
   * @param size in bytes
   * @param modified shown in whole seconds
   */
  public static byte[] head(String name, long size, Instant modified) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] records = records(name, size);
    if (records.length > 0) {
      out.writeBytes(block("PaxHeaders/" + name, records.length, modified, 'x'));
      out.writeBytes(records);
      out.writeBytes(padding(records.length));
    }
    out.writeBytes(block(name, size > LARGEST ? 0 : size, modified, '0'));
    return out.toByteArray();
  }

  /** What fills the last block of a file of so many bytes. */
  public static byte[] padding(long size) {
    return new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)];
  }

  /** The end of an archive. */
  public static byte[] end() {
    return new byte[2 * BLOCK];
  }

  private static byte[] records(String name, long size) {
    StringBuilder records = new StringBuilder();
    if (name.length() > LONGEST_NAME) {
      records.append(record("path", name));
    }
    if (size > LARGEST) {
      records.append(record("size", Long.toString(size)));
    }
    return records.toString().getBytes(StandardCharsets.US_ASCII);
  }

  // A record begins with its own length, which counts itself.
  private static String record(String key, String value) {
    int rest = key.length() + value.length() + " =\n".length();
    int length = rest + Integer.toString(rest).length();
    length = rest + Integer.toString(length).length();
    return length + " " + key + "=" + value + "\n";
  }

  private static byte[] block(String name, long size, Instant modified, char type) {
    byte[] block = new byte[BLOCK];
    put(block, 0, name.substring(0, Math.min(name.length(), LONGEST_NAME)));
    put(block, 100, "0000644\0");
    put(block, 108, "0000000\0");
    put(block, 116, "0000000\0");
    put(block, 124, octal(size) + "\0");
    put(block, 136, octal(Math.max(0, modified.getEpochSecond())) + "\0");
    put(block, 156, String.valueOf(type));
    put(block, 257, "ustar\000" + "00");
    put(block, 329, "0000000\0");
    put(block, 337, "0000000\0");
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte one : block) {
      sum += one & 0xff;
    }
    put(block, 148, String.format(Locale.ROOT, "%06o", sum) + "\0 ");
    return block;
  }

  private static String octal(long number) {
    return String.format(Locale.ROOT, "%011o", number);
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}
