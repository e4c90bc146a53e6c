package io.netdepot.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The content of a support package: a gzip tar of about the size asked for, the same bytes for the
 * same size and seed, written as a stream.
 *
 * <p>Layout as on NVOS: one top folder with {@code dump/}, {@code log/} with {@code log/nmx}, and
 * {@code etc/}. Up to 4 MiB of log lines that compress well; the rest is binary and does not.
 *
 * @param size of the compressed archive in bytes; met within 10 % from 16 KiB on
 * @param seed which content
 */
public record PackageContent(long size, long seed) {
  private static final int MAX_TEXT = 4 << 20;
  private static final int BINARY_FILE = 16 << 20;
  private static final int CHUNK = 64 << 10;
  private static final int TAR_BLOCK = 512;
  private static final long MODIFIED = 1_767_608_100_000L;

  public PackageContent {
    if (size < 1) {
      throw new IllegalArgumentException("A package has at least one byte, not " + size);
    }
  }

  /** The top folder of the archive. */
  public String folder() {
    return "nvos_dump_sw" + Long.toUnsignedString(seed) + "_20260105_101500";
  }

  /** Writes the archive; leaves the stream open. */
  public void writeTo(OutputStream out) throws IOException {
    Counted counted = new Counted(out);
    LeveledGzip gzip = new LeveledGzip(counted);
    // Closing the tar would close the caller's stream as well.
    @SuppressWarnings("resource")
    TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
    folders(tar);
    texts(tar);
    tar.flush();
    gzip.store();
    binaries(tar, size - counted.count.get());
    tar.finish();
    gzip.finish();
    counted.flush();
  }

  private void folders(TarArchiveOutputStream tar) throws IOException {
    for (String folder : new String[] {"", "dump/", "log/", "log/nmx/", "etc/"}) {
      put(tar, folder, 0);
      tar.closeArchiveEntry();
    }
  }

  private void texts(TarArchiveOutputStream tar) throws IOException {
    LogText log = new LogText(seed);
    int text = (int) Math.min(size / 2, MAX_TEXT);
    String host = "sw" + Long.toUnsignedString(seed) + "\n";
    file(tar, "etc/hostname", host.getBytes(StandardCharsets.UTF_8));
    file(tar, "etc/nvos-release", "VERSION=25.02.4282\n".getBytes(StandardCharsets.UTF_8));
    file(tar, "dump/nv_show_system", log.next(text / 16));
    file(tar, "log/nmx/nmx-controller.log", log.next(text / 8));
    file(tar, "log/nmx/fabricmanager.log", log.next(text / 8));
    file(tar, "log/syslog", log.next(text / 2));
  }

  private void binaries(TarArchiveOutputStream tar, long compressedRoom) throws IOException {
    SplittableRandom random = new SplittableRandom(~seed);
    byte[] chunk = new byte[CHUNK];
    long room = compressedRoom - 4 * TAR_BLOCK;
    for (int number = 0; room > TAR_BLOCK; number++) {
      int length = (int) Math.min(room, BINARY_FILE);
      put(tar, "dump/sdk_dump_" + number + ".bin", length);
      for (int left = length; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        tar.write(chunk, 0, Math.min(left, CHUNK));
      }
      tar.closeArchiveEntry();
      room -= length + TAR_BLOCK;
    }
  }

  private void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
    put(tar, name, content.length);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void put(TarArchiveOutputStream tar, String name, long length) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(folder() + "/" + name);
    entry.setSize(length);
    entry.setLastModifiedTime(FileTime.fromMillis(MODIFIED));
    tar.putArchiveEntry(entry);
  }

  private static final class Counted extends OutputStream {
    private final OutputStream out;
    private final AtomicLong count = new AtomicLong();

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count.incrementAndGet();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count.addAndGet(length);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }
  }
}
