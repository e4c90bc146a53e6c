package io.netdepot.packages;

import io.netdepot.catalog.FoundList;
import io.netdepot.catalog.FoundRecords;
import io.netdepot.catalog.Hold;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.PackageFilter;
import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.BlobLease;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The support packages: each a blob and a record. Thread-safe. */
public final class SupportPackages {
  private static final Logger log = LoggerFactory.getLogger(SupportPackages.class);
  private static final int FOUND_KEPT = 1024;

  private final PackageCatalog catalog;
  private final KeptBlobs blobs;
  private final EntityIdSource ids;
  private final InstantSource clock;
  private final FoundRecords<EntityId, StoredPackage> found = new FoundRecords<>(FOUND_KEPT);
  private final FoundList<StoredPackage> foundAll = new FoundList<>();

  public SupportPackages(
      PackageCatalog catalog, KeptBlobs blobs, EntityIdSource ids, InstantSource clock) {
    this.catalog = catalog;
    this.blobs = blobs;
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
    // Two runs of one task never publish at once, so looking first is enough.
    Optional<StoredPackage> earlier = catalog.findByTask(task.taskId());
    if (earlier.isPresent()) {
      blobs.drop(received);
      return earlier.get();
    }
    StoredPackage stored = blobs.publish(received, () -> record(task, switchFileName, received));
    foundAll.changed();
    return stored;
  }

  private StoredPackage record(SwitchTask task, String switchFileName, ReceivedFile received) {
    // Milliseconds are what the catalog and the wire keep.
    Instant now = Instant.ofEpochMilli(clock.millis());
    return catalog.add(
        new StoredPackage(
            ids.next(),
            task.operationId(),
            task.taskId(),
            task.address(),
            PackageName.of(switchFileName, task.address(), now).value(),
            received.size(),
            received.digest(),
            now,
            task.platform(),
            Optional.empty()));
  }

  /** Newest first. */
  public List<StoredPackage> list() {
    return foundAll.find(catalog::list);
  }

  /**
   * A part of those that fit, newest first.
   *
   * @param after where the part before ended
   */
  public List<StoredPackage> page(PackageFilter filter, Optional<PageEnd> after, int limit) {
    return catalog.page(filter, after, limit);
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

  /** Keeps the files of packages until the lease is closed, though the packages may be deleted. */
  public BlobLease lease(Collection<StoredPackage> stored) {
    return blobs.lease(stored.stream().map(StoredPackage::digest).toList());
  }

  /** Removes a package, unless somebody wants it kept. A download under way completes. */
  public PackageCatalog.Removal delete(EntityId id) {
    PackageCatalog.Removal removal = catalog.remove(id);
    // Before the blob goes, so that nobody is sent to a file that is not there.
    changed(id);
    if (removal instanceof PackageCatalog.Removal.Done(var gone)) {
      blobs.release(gone.digest());
    }
    return removal;
  }

  /**
   * Keeps a package from being removed, by whomever, until the hold is released. One that is held
   * for the same reason stays as it is.
   *
   * @param by the user who wants it
   * @param reason in the user's words, or an empty text
   * @return the package as it is now; empty when there is none
   */
  public Optional<StoredPackage> hold(EntityId id, String by, String reason) {
    Hold hold = new Hold(Instant.ofEpochMilli(clock.millis()), by, reason);
    Optional<StoredPackage> held = catalog.hold(id, hold);
    changed(id);
    held.ifPresent(stored -> log.info("Package {} is held for {}", id, by));
    return held;
  }

  /** Lets a package be removed again, held or not; empty when there is none. */
  public Optional<StoredPackage> release(EntityId id) {
    Optional<StoredPackage> released = catalog.release(id);
    changed(id);
    released.ifPresent(stored -> log.info("Package {} is held no longer", id));
    return released;
  }

  private void changed(EntityId id) {
    found.changed(id);
    foundAll.changed();
  }

  /**
   * Reports the packages whose content is lost; their records are kept.
   *
   * @param missing blobs that are not there
   */
  public List<StoredPackage> reportLost(Set<Sha256> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    List<StoredPackage> lost =
        catalog.list().stream().filter(stored -> missing.contains(stored.digest())).toList();
    for (StoredPackage stored : lost) {
      log.error(
          "The content of package {} ({}, from {}) is missing in the data directory; restore blob {}"
              + " or delete the package",
          stored.id(),
          stored.fileName(),
          stored.address(),
          stored.digest());
    }
    return lost;
  }
}
