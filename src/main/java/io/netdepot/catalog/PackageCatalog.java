package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packages as they are recorded. Every call is one transaction and durable when it returns.
 * Thread-safe.
 */
public interface PackageCatalog {

  /** Newest first. */
  List<StoredPackage> list();

  /**
   * A part of those that fit, newest first.
   *
   * @param after where the part before ended; empty begins with the newest
   */
  List<StoredPackage> page(PackageFilter filter, Optional<PageEnd> after, int limit);

  Optional<StoredPackage> find(EntityId id);

  /** Several at once; an unknown id has no entry. */
  Map<EntityId, StoredPackage> find(Collection<EntityId> ids);

  Optional<StoredPackage> findByTask(EntityId taskId);

  /**
   * Records a package. When its file name is taken by another package, {@code -2}, {@code -3} …
   * goes before the extension.
   *
   * @return the package as recorded
   */
  StoredPackage add(StoredPackage stored);

  /**
   * Keeps a package from being removed. One that is held stays as it is for the same reason and for
   * none; another reason takes the place of the one before.
   *
   * @return the package as it is recorded now; empty when there is none
   */
  Optional<StoredPackage> hold(EntityId id, Hold hold);

  /**
   * Lets a package be removed again, held or not.
   *
   * @return the package as it is recorded now; empty when there is none
   */
  Optional<StoredPackage> release(EntityId id);

  /**
   * Removes a record, unless it is held: the one place that a hold is looked at, in the very
   * transaction of the removal.
   */
  Removal remove(EntityId id);

  /** The number of packages and the sum of their sizes in bytes. */
  Totals totals();

  /** Sums over all packages. */
  record Totals(long packages, long bytes) {}

  /** How a removal ended. */
  sealed interface Removal {
    /** The record is gone. */
    record Done(StoredPackage removed) implements Removal {}

    /** Somebody wants the package kept; it is as it was. */
    record Held(Hold hold) implements Removal {}

    /** There is no such package. */
    record NotFound() implements Removal {}
  }
}
