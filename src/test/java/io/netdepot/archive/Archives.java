package io.netdepot.archive;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.GivenSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Archives for tests, made on the heap. */
final class Archives {
  static final int BLOCK = 512;

  private Archives() {}

  static CollectSettings limits(DataSize maxUnpacked, long maxEntries) {
    return GivenSettings.of(
            "collect.max-unpacked=" + maxUnpacked,
            "collect.max-entries=" + maxEntries,
            "collect.checks=2")
        .collect();
  }

  static ArchiveVerdict check(byte[] archive) throws IOException {
    return check(archive, DataSize.ofMib(64), 100_000);
  }

  static ArchiveVerdict check(byte[] archive, DataSize maxUnpacked, long maxEntries)
      throws IOException {
    return new ArchiveCheck(limits(maxUnpacked, maxEntries))
        .check(new ByteArrayInputStream(archive));
  }

  /** A tar of so many small files, with its end mark. */
  static byte[] tar(int files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < files; i++) {
        byte[] content =
            ("line of a log file ".repeat(i % 50) + i).getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry("dump/log/file-" + i);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (byte[] part : parts) {
        gzip.write(part);
      }
    }
    return bytes.toByteArray();
  }

  /** Compressed with xz as {@code xz -6} does. */
  static byte[] xz(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(bytes, new LZMA2Options())) {
      for (byte[] part : parts) {
        xz.write(part);
      }
    }
    return bytes.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  static byte[] zeros(int length) {
    return new byte[length];
  }

  /** The head of a tar entry, with the right checksum. */
  static byte[] head(char type, long size) {
    return head(type, "%011o\0".formatted(size).getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] head(char type, byte[] sizeField) {
    byte[] block = new byte[BLOCK];
    block[0] = 'f';
    System.arraycopy(sizeField, 0, block, 124, 12);
    block[156] = (byte) type;
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    byte[] checksum = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, block, 148, checksum.length);
    return block;
  }

  /** Content, filled up to whole blocks. */
  static byte[] content(byte[] content) {
    return Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK);
  }

  /** A pax head with one record. */
  static byte[] pax(char type, String record) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    return join(head(type, bytes.length), content(bytes));
  }

  /** A gzip head with every optional field. */
  static byte[] fullGzipHead() {
    byte[] head =
        join(
            new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 4, 0, 1, 2, 3, 4},
            "dump.tar\0".getBytes(StandardCharsets.US_ASCII),
            "a comment\0".getBytes(StandardCharsets.US_ASCII));
    CRC32 crc = new CRC32();
    crc.update(head);
    return join(head, new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >>> 8)});
  }
}
