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

  /** Removes the record and returns it; empty when there is none. */
  Optional<StoredPackage> remove(EntityId id);

  /** The number of packages and the sum of their sizes in bytes. */
  Totals totals();

  /** Sums over all packages. */
  record Totals(long packages, long bytes) {}
}
