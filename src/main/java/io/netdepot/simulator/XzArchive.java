package io.netdepot.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * An xz tar of about a size, laid out as Cumulus Linux does it. The same bytes for the same size
 * and seed.
 *
 * @param size in bytes
 */
record XzArchive(long size, long seed) {
  private static final String FOLDER = "cl_support_leaf01_20260105_101500";
  private static final int OVERHEAD = 700;
  private static final int CHUNK = 64 << 10;

  /** Writes it; leaves the stream open. */
  void writeTo(OutputStream out) throws IOException {
    // Closing these would close the caller's stream as well.
    @SuppressWarnings("resource")
    XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(LZMA2Options.PRESET_MIN));
    @SuppressWarnings("resource")
    TarArchiveOutputStream tar = new TarArchiveOutputStream(xz);
    tar.putArchiveEntry(new TarArchiveEntry(FOLDER + "/"));
    tar.closeArchiveEntry();
    byte[] release = "DISTRIB_RELEASE=5.10.0\n".getBytes(StandardCharsets.UTF_8);
    entry(tar, "etc/lsb-release", release.length);
    tar.write(release);
    tar.closeArchiveEntry();
    long length = Math.max(0, size - OVERHEAD);
    entry(tar, "core/switchd.core", length);
    SplittableRandom random = new SplittableRandom(seed);
    byte[] chunk = new byte[CHUNK];
    for (long left = length; left > 0; left -= CHUNK) {
      random.nextBytes(chunk);
      tar.write(chunk, 0, (int) Math.min(left, CHUNK));
    }
    tar.closeArchiveEntry();
    tar.finish();
    xz.finish();
  }

  private static void entry(TarArchiveOutputStream tar, String name, long length)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(FOLDER + "/" + name);
    entry.setSize(length);
    entry.setModTime(1_767_608_100_000L);
    tar.putArchiveEntry(entry);
  }
}
