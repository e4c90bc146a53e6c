package io.netdepot.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blobs that records point to: the one place that decides whether anything still needs one.
 * Equal content is one blob, whoever recorded it. The blob comes before its record and goes after
 * it, so that a record never points to nothing, whenever the service is killed. A blob that was
 * found damaged is given to nobody until its content is published again. Thread-safe.
 */
public final class KeptBlobs {
  private static final Logger log = LoggerFactory.getLogger(KeptBlobs.class);

  private final BlobStore blobs;
  private final Spool spool;
  private final BlobReferences references;
  private final DamagedBlobs damaged;
  private final DigestLocks locks = new DigestLocks();
  private final BlobLeases leases = new BlobLeases();

  // Mutable state: the blobs that are being read again and were not published meanwhile.
  private final Set<Sha256> checking = ConcurrentHashMap.newKeySet();

  public KeptBlobs(BlobStore blobs, Spool spool, BlobReferences references, BlobChecks checks) {
    this.blobs = blobs;
    this.spool = spool;
    this.references = references;
    this.damaged = new DamagedBlobs(checks);
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
      if (damaged.isInDoubt(received.digest())) {
        // Its length may be right all the same.
        blobs.replace(received);
        log.info(
            "The blob {}, which was damaged or unreadable, was stored anew", received.digest());
      } else {
        blobs.publish(received);
      }
      checking.remove(received.digest());
      try {
        damaged.forget(received.digest());
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
    locked(digest, () -> removeIfUnneeded(digest));
  }

  /**
   * Keeps blobs where they are until the lease is closed, for somebody who will read them one after
   * the other; one that is gone already stays gone.
   */
  public BlobLease lease(Collection<Sha256> digests) {
    Set<Sha256> leased = Set.copyOf(digests);
    leased.forEach(digest -> locked(digest, () -> leases.take(digest)));
    return () ->
        leased.forEach(
            digest ->
                locked(
                    digest,
                    () -> {
                      leases.giveBack(digest);
                      removeIfUnneeded(digest);
                    }));
  }

  private void locked(Sha256 digest, Runnable work) {
    ReentrantLock lock = locks.of(digest);
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private void removeIfUnneeded(Sha256 digest) {
    try {
      if (!leases.holds(digest) && !references.refersTo(digest)) {
        blobs.delete(digest);
        checking.remove(digest);
        damaged.forget(digest);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("The blob {} stays until the next start: {}", digest, e.toString());
    }
  }

  /** Removes a received file that nobody wants; one that is gone already is fine. */
  public void drop(ReceivedFile received) throws IOException {
    spool.drop(received);
  }

  /** A blob as a local file; empty when it is lost or damaged, or kept elsewhere. */
  public Optional<Path> localFile(Sha256 digest) {
    return damaged.contains(digest) ? Optional.empty() : blobs.localFile(digest);
  }

  /**
   * The bytes of a blob. The caller closes the stream; a blob deleted meanwhile is read to its end.
   *
   * @throws NoSuchFileException when there is no such blob
   * @throws DamagedBlobException when it was found damaged
   */
  public InputStream open(Sha256 digest) throws IOException {
    if (damaged.contains(digest)) {
      throw new DamagedBlobException(digest);
    }
    return blobs.open(digest);
  }

  /**
   * Reads a blob again and compares its bytes with its name. What is not as it should be is
   * recorded when this returns, and so is that a doubtful one is good after all; that all is well
   * is left to the caller to record, who has many of them.
   *
   * @return what was found; empty when the blob was stored anew meanwhile, or nothing needs it
   * @throws InterruptedIOException when the reading did not go on to the end
   */
  public Optional<BlobCheck> check(Sha256 digest, BlobReading reading, Instant now)
      throws InterruptedIOException {
    checking.add(digest);
    try {
      BlobCheck found = read(digest, reading, now);
      ReentrantLock lock = locks.of(digest);
      lock.lock();
      try {
        if (!checking.contains(digest) || !references.refersTo(digest)) {
          return Optional.empty();
        }
        if (found.outcome() != BlobCheck.Outcome.VERIFIED || damaged.isInDoubt(digest)) {
          damaged.note(found);
        }
        return Optional.of(found);
      } finally {
        lock.unlock();
      }
    } finally {
      checking.remove(digest);
    }
  }

  private BlobCheck read(Sha256 digest, BlobReading reading, Instant now)
      throws InterruptedIOException {
    try (InputStream bytes = blobs.open(digest)) {
      Sha256 found = reading.read(bytes);
      return found.equals(digest)
          ? BlobCheck.verified(digest, now)
          : damaged(digest, "The bytes of the blob " + digest + " have become others", now);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (NoSuchFileException e) {
      return damaged(digest, "The file of the blob " + digest + " is gone", now);
    } catch (IOException e) {
      return new BlobCheck(
          digest,
          now,
          BlobCheck.Outcome.UNREADABLE,
          "The disk refused to read the blob " + digest + ": " + e.getMessage());
    }
  }

  private static BlobCheck damaged(Sha256 digest, String sentence, Instant now) {
    return new BlobCheck(digest, now, BlobCheck.Outcome.DAMAGED, sentence);
  }

  /**
   * Puts right what a killed service left. At start only, before anything is received or published.
   */
  public BlobSweep sweep() throws IOException {
    damaged.load();
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
