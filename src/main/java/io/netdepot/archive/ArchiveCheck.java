package io.netdepot.archive;

import io.netdepot.archive.ArchiveVerdict.Whole;
import io.netdepot.config.CollectSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Reads a gzip tar from its first to its last byte and says whether it is whole. Memory does not
 * grow with the archive. Thread-safe; one check is CPU work of one thread.
 */
public final class ArchiveCheck {
  private final long maxUnpacked;
  private final long maxEntries;

  public ArchiveCheck(CollectSettings settings) {
    this.maxUnpacked = settings.maxUnpacked().bytes();
    this.maxEntries = settings.maxEntries();
  }

  /**
   * Checks the archive that the stream holds; does not close the stream.
   *
   * @throws InterruptedIOException soon after the thread was interrupted; it stays interrupted
   * @throws IOException when the stream itself cannot be read
   */
  public ArchiveVerdict check(InputStream archive) throws IOException {
    try (GzipReader gzip = new GzipReader(new InputBytes(archive), maxUnpacked)) {
      long entries = new TarWalk(gzip, maxEntries).toTheEnd();
      return new Whole(gzip.unpacked(), entries);
    } catch (ArchiveRefusal refusal) {
      return refusal.verdict();
    } catch (ClosedByInterruptException e) {
      InterruptedIOException interrupted = new InterruptedIOException("The check was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}
