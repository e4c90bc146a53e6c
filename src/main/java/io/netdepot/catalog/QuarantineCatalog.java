package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Quarantined files as they are recorded, the newest of each task. Every call is one transaction
 * and durable when it returns. Thread-safe.
 */
public interface QuarantineCatalog {

  /** Newest first. */
  List<QuarantinedFile> list();

  /**
   * A part of those that every given part of the filter fits, newest first.
   *
   * @param address in any spelling of the same switch
   * @param after where the part before ended; empty begins with the newest
   */
  List<QuarantinedFile> page(
      Optional<SwitchAddress> address,
      Optional<EntityId> operation,
      Optional<PageEnd> after,
      int limit);

  Optional<QuarantinedFile> find(EntityId id);

  Optional<QuarantinedFile> findByTask(EntityId taskId);

  /**
   * Records a file in place of the one of the same task.
   *
   * @return the one before
   */
  Optional<QuarantinedFile> put(QuarantinedFile file);

  /** Removes a record and returns it; empty when there is none. */
  Optional<QuarantinedFile> remove(EntityId id);

  /** Those that may go, the oldest first. */
  List<QuarantinedFile> expired(Instant now);

  /** Those whose task has a package: a later try made them good. */
  List<QuarantinedFile> madeGood();

  /** The oldest one of all tasks but this one. */
  Optional<QuarantinedFile> oldest(EntityId otherThan);

  /** When the first of them may go; empty when there are none. */
  Optional<Instant> nextExpiry();

  /** The number of files and the sum of their sizes in bytes. */
  Totals totals();

  /** Sums over all files. */
  record Totals(long files, long bytes) {}
}
