package io.netdepot.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blobs that records point to: the one place that decides whether anything still needs one.
 * Equal content is one blob, whoever recorded it. The blob comes before its record and goes after
 * it, so that a record never points to nothing, whenever the service is killed. Thread-safe.
 */
public final class KeptBlobs {
  private static final Logger log = LoggerFactory.getLogger(KeptBlobs.class);

  private final BlobStore blobs;
  private final Spool spool;
  private final BlobReferences references;
  private final DigestLocks locks = new DigestLocks();

  public KeptBlobs(BlobStore blobs, Spool spool, BlobReferences references) {
    this.blobs = blobs;
    this.spool = spool;
    this.references = references;
  }

  /**
   * Publishes a received file and records who needs it, as one step for everybody else. Durable
   * when it returns; the file has left the spool.
   *
   * @param record records the need, and nothing else; when it throws, or records no need after all,
   *     the blob goes again unless another record needs it
   * @throws IOException when the file could not be stored; nothing of it is visible, and the
   *     received file may still be there for the caller to drop
   */
  public <T> T publish(ReceivedFile received, Supplier<T> record) throws IOException {
    ReentrantLock lock = locks.of(received.digest());
    lock.lock();
    try {
      blobs.publish(received);
      try {
        return record.get();
      } finally {
        removeIfUnneeded(received.digest());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Removes a blob unless a record needs it; to be called after a record was removed. What stays
   * behind when that fails is swept at the next start.
   */
  public void release(Sha256 digest) {
    ReentrantLock lock = locks.of(digest);
    lock.lock();
    try {
      removeIfUnneeded(digest);
    } finally {
      lock.unlock();
    }
  }

  private void removeIfUnneeded(Sha256 digest) {
    try {
      if (!references.refersTo(digest)) {
        blobs.delete(digest);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("The blob {} stays until the next start: {}", digest, e.toString());
    }
  }

  /** Removes a received file that nobody wants; one that is gone already is fine. */
  public void drop(ReceivedFile received) throws IOException {
    spool.drop(received);
  }

  /** A blob as a local file; empty when it is lost, or kept elsewhere. */
  public Optional<Path> localFile(Sha256 digest) {
    return blobs.localFile(digest);
  }

  /**
   * The bytes of a blob. The caller closes the stream; a blob deleted meanwhile is read to its end.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such blob
   */
  public InputStream open(Sha256 digest) throws IOException {
    return blobs.open(digest);
  }

  /**
   * Puts right what a killed service left. At start only, before anything is received or published.
   */
  public BlobSweep sweep() throws IOException {
    int unfinished = spool.sweep();
    Set<Sha256> needed = references.digests();
    Set<Sha256> missing = new HashSet<>(needed);
    int orphans = 0;
    for (Sha256 digest : blobs.list()) {
      missing.remove(digest);
      if (!needed.contains(digest) && blobs.delete(digest)) {
        orphans++;
      }
    }
    return new BlobSweep(unfinished, orphans, missing);
  }
}
