package io.netdepot.archive;

import io.netdepot.archive.ArchiveVerdict.Whole;
import io.netdepot.config.CollectSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reads a tar that gzip or xz compressed from its first to its last byte and says whether it is
 * whole. Memory does not grow with the archive. Thread-safe; one check is CPU work of one thread.
 */
public final class ArchiveCheck {
  private static final long LEAST_MEMORY = 16L << 20;
  private static final long MOST_MEMORY = 80L << 20;

  private final long maxUnpacked;
  private final long maxEntries;
  private final long maxMemory;

  public ArchiveCheck(CollectSettings settings) {
    this.maxUnpacked = settings.maxUnpacked().bytes();
    this.maxEntries = settings.maxEntries();
    this.maxMemory = memory(Runtime.getRuntime().maxMemory(), settings.checkPermits());
  }

  /**
   * Checks the archive that the stream holds; does not close the stream.
   *
   * @throws InterruptedIOException soon after the thread was interrupted; it stays interrupted
   * @throws IOException when the stream itself cannot be read
   */
  public ArchiveVerdict check(InputStream archive) throws IOException {
    try (Unpacked tar = unpacked(new InputBytes(archive))) {
      long entries = new TarWalk(tar, maxEntries).toTheEnd();
      return new Whole(tar.unpacked(), entries);
    } catch (ArchiveRefusal refusal) {
      return refusal.verdict();
    } catch (ClosedByInterruptException e) {
      InterruptedIOException interrupted = new InterruptedIOException("The check was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private Unpacked unpacked(InputBytes input) throws IOException {
    return XzReader.begins(input)
        ? new XzReader(input, maxUnpacked, maxMemory)
        : new GzipReader(input, maxUnpacked);
  }

  /**
   * The bytes of the heap that one check may take for xz, which needs as many as its dictionary
   * has: 9 MiB by default, 65 MiB with {@code -9}. All checks together get a third of the heap.
   */
  static long memory(long heap, int checks) {
    return Math.clamp(heap / 3 / checks, LEAST_MEMORY, MOST_MEMORY);
  }
}
