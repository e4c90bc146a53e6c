package io.netdepot.packages;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.BlobStore;
import io.netdepot.store.DigestLocks;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import io.netdepot.store.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The support packages: each a blob and a record. The blob comes before its record and goes after
 * it, so that a record never points to nothing, whenever the service is killed. Thread-safe.
 */
public final class SupportPackages {
  private static final Logger log = LoggerFactory.getLogger(SupportPackages.class);
  private static final int FOUND_KEPT = 1024;

  private final PackageCatalog catalog;
  private final BlobStore blobs;
  private final Spool spool;
  private final EntityIdSource ids;
  private final InstantSource clock;
  private final DigestLocks locks = new DigestLocks();
  private final FoundPackages found = new FoundPackages(FOUND_KEPT);

  public SupportPackages(
      PackageCatalog catalog,
      BlobStore blobs,
      Spool spool,
      EntityIdSource ids,
      InstantSource clock) {
    this.catalog = catalog;
    this.blobs = blobs;
    this.spool = spool;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Publishes a received and checked package. Durable when it returns; the file has left the spool.
   * For a task that has published before, that package is the answer: the service was killed
   * between the record of the package and that of the task.
   *
   * @param switchFileName the file's name on the switch: data, never a path
   * @throws IOException when it could not be stored; nothing of it is visible, and the received
   *     file may still be there for the caller to drop
   */
  public StoredPackage publish(SwitchTask task, String switchFileName, ReceivedFile received)
      throws IOException {
    ReentrantLock lock = locks.of(received.digest());
    lock.lock();
    try {
      Optional<StoredPackage> earlier = catalog.findByTask(task.taskId());
      if (earlier.isPresent()) {
        spool.drop(received);
        return earlier.get();
      }
      blobs.publish(received);
      return record(task, switchFileName, received);
    } finally {
      lock.unlock();
    }
  }

  private StoredPackage record(SwitchTask task, String switchFileName, ReceivedFile received) {
    // Milliseconds are what the catalog and the wire keep.
    Instant now = Instant.ofEpochMilli(clock.millis());
    try {
      return catalog.add(
          new StoredPackage(
              ids.next(),
              task.operationId(),
              task.taskId(),
              task.address(),
              PackageName.of(switchFileName, task.address(), now).value(),
              received.size(),
              received.digest(),
              now));
    } catch (RuntimeException e) {
      removeIfUnused(received.digest());
      throw e;
    }
  }

  /** Newest first. */
  public List<StoredPackage> list() {
    return catalog.list();
  }

  public Optional<StoredPackage> find(EntityId id) {
    return found.find(id, () -> catalog.find(id));
  }

  /** The package if it was asked for lately; never waits, so it may be called on an event loop. */
  public Optional<StoredPackage> known(EntityId id) {
    return found.known(id);
  }

  /** The package as a local file; empty when it is lost, or kept elsewhere. */
  public Optional<Path> fileOf(StoredPackage stored) {
    return blobs.localFile(stored.digest());
  }

  /** Removes a package; false when there is none. A download under way completes. */
  public boolean delete(EntityId id) {
    Optional<StoredPackage> stored = catalog.find(id);
    if (stored.isEmpty()) {
      return false;
    }
    ReentrantLock lock = locks.of(stored.get().digest());
    lock.lock();
    try {
      Optional<StoredPackage> removed = catalog.remove(id);
      // Before the blob goes, so that nobody is sent to a file that is not there.
      found.removed(id);
      removed.ifPresent(gone -> removeIfUnused(gone.digest()));
      return removed.isPresent();
    } finally {
      lock.unlock();
    }
  }

  // What stays behind when this fails is swept at the next start.
  private void removeIfUnused(Sha256 digest) {
    try {
      if (!catalog.refersTo(digest)) {
        blobs.delete(digest);
      }
    } catch (IOException | RuntimeException e) {
      log.warn("The blob {} stays until the next start: {}", digest, e.toString());
    }
  }

  /**
   * Puts right what a killed service left. At start only, before anything is received or published.
   */
  public SweepReport sweep() throws IOException {
    return new PackageSweep(catalog, blobs, spool).run();
  }
}
