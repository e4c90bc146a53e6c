package io.netdepot.packages;

import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.QuarantineCatalog;
import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.config.QuarantineSettings;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.SwitchAddress;
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
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of packages that are not whole, each a blob and a record, for a while and in bounds: a
 * support case may need the little that a dying switch gave. Of each task the newest, until a later
 * try makes it good. Thread-safe.
 */
public final class Quarantine {
  private static final Logger log = LoggerFactory.getLogger(Quarantine.class);
  // Files of a few bytes, from a large fleet that is badly off, fill no disk but the catalog.
  private static final int MOST_FILES = 10_000;

  private final QuarantineSettings settings;
  private final QuarantineCatalog catalog;
  private final KeptBlobs blobs;
  private final EntityIdSource ids;
  private final InstantSource clock;
  // One at a time, so that all of them together keep within the bound.
  private final ReentrantLock keeping = new ReentrantLock();

  public Quarantine(
      QuarantineSettings settings,
      QuarantineCatalog catalog,
      KeptBlobs blobs,
      EntityIdSource ids,
      InstantSource clock) {
    this.settings = settings;
    this.catalog = catalog;
    this.blobs = blobs;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Keeps what came in a failed try, if it may be kept; the file has left the spool when this
   * returns. Durable then, unless it is empty: that a switch failed is never made worse by this, so
   * what goes wrong here is a line in the log.
   *
   * @param switchFileName the file's name on the switch: data, never a path; maybe empty
   */
  public Optional<QuarantinedFile> keep(
      SwitchTask task, String switchFileName, Failure failure, ReceivedFile received) {
    keeping.lock();
    try {
      if (settings.isOn() && received.size() > 0 && makeRoom(task.taskId(), received.size())) {
        return Optional.of(publish(task, switchFileName, failure, received));
      }
    } catch (IOException | RuntimeException e) {
      log.warn(
          "Operation {} switch {}: what came could not be kept in quarantine: {}",
          task.operationId(),
          task.address(),
          e.toString());
    } finally {
      keeping.unlock();
      drop(received);
    }
    return Optional.empty();
  }

  private QuarantinedFile publish(
      SwitchTask task, String switchFileName, Failure failure, ReceivedFile received)
      throws IOException {
    Instant now = now();
    QuarantinedFile file =
        new QuarantinedFile(
            ids.next(),
            task.operationId(),
            task.taskId(),
            task.address(),
            task.platform(),
            PackageName.of(switchFileName, task.address(), now).value(),
            failure,
            received.size(),
            received.digest(),
            now,
            now.plus(settings.age()));
    Optional<QuarantinedFile> before = blobs.publish(received, () -> catalog.put(file));
    before.ifPresent(one -> blobs.release(one.digest()));
    log.info(
        "Operation {} switch {}: {} bytes are kept in quarantine as {}",
        task.operationId(),
        task.address(),
        file.size(),
        file.id());
    return file;
  }

  // What the task left before will go, so it takes no room.
  private boolean makeRoom(EntityId taskId, long size) {
    expire();
    long room = settings.most().bytes() - size;
    if (room < 0) {
      return false;
    }
    QuarantineCatalog.Totals totals = catalog.totals();
    Optional<QuarantinedFile> before = catalog.findByTask(taskId);
    long taken = totals.bytes() - before.map(QuarantinedFile::size).orElse(0L);
    long files = totals.files() - before.map(one -> 1L).orElse(0L);
    while (taken > room || files >= MOST_FILES) {
      Optional<QuarantinedFile> oldest = catalog.oldest(taskId);
      if (oldest.isEmpty()) {
        break;
      }
      delete(oldest.get().id());
      taken -= oldest.get().size();
      files--;
    }
    return taken <= room;
  }

  private void drop(ReceivedFile received) {
    try {
      blobs.drop(received);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }

  /** A later try of the task brought its package: what an earlier one left is worth nothing. */
  public void madeGood(EntityId taskId) {
    catalog.findByTask(taskId).ifPresent(file -> delete(file.id()));
  }

  /**
   * A part of those that fit, newest first.
   *
   * @param after where the part before ended
   */
  public List<QuarantinedFile> page(
      Optional<SwitchAddress> address,
      Optional<EntityId> operation,
      Optional<PageEnd> after,
      int limit) {
    return catalog.page(address, operation, after, limit);
  }

  public Optional<QuarantinedFile> find(EntityId id) {
    return catalog.find(id);
  }

  /** The bytes as a local file; empty when they are lost or damaged, or kept elsewhere. */
  public Optional<Path> fileOf(QuarantinedFile file) {
    return blobs.localFile(file.digest());
  }

  /** Removes a file; false when there is none. A download under way completes. */
  public boolean delete(EntityId id) {
    Optional<QuarantinedFile> removed = catalog.remove(id);
    removed.ifPresent(gone -> blobs.release(gone.digest()));
    return removed.isPresent();
  }

  /** Those whose time is over, the oldest first. */
  public List<QuarantinedFile> expired(Instant now) {
    return catalog.expired(now);
  }

  /** When the time of the next one is over; empty when there is none. */
  Optional<Instant> nextExpiry() {
    return catalog.nextExpiry();
  }

  /**
   * Removes those whose time is over.
   *
   * @return how many
   */
  public int expire() {
    return (int) expired(now()).stream().filter(file -> delete(file.id())).count();
  }

  /** Puts right what a killed service left; at start, before the store is swept. */
  public void tidy() {
    catalog.madeGood().forEach(file -> delete(file.id()));
    expire();
  }

  /**
   * Forgets files whose content is lost; nobody can be given them.
   *
   * @param missing blobs that are not there
   */
  public void forgetLost(Set<Sha256> missing) {
    if (!missing.isEmpty()) {
      catalog.list().stream()
          .filter(file -> missing.contains(file.digest()))
          .forEach(file -> delete(file.id()));
    }
  }

  // Milliseconds are what the catalog and the wire keep.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
