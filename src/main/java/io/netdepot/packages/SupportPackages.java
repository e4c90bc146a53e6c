package io.netdepot.packages;

import io.netdepot.catalog.FoundList;
import io.netdepot.catalog.FoundRecords;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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
            now));
  }

  /** Newest first. */
  public List<StoredPackage> list() {
    return foundAll.find(catalog::list);
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
    Optional<StoredPackage> removed = catalog.remove(id);
    // Before the blob goes, so that nobody is sent to a file that is not there.
    found.changed(id);
    foundAll.changed();
    removed.ifPresent(gone -> blobs.release(gone.digest()));
    return removed.isPresent();
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
