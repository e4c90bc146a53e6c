package io.netdepot.packages;

import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.EntityId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The packages that were asked for last. A package never changes until it is removed, and a client
 * that fetches one in parts asks for it thousands of times. Thread-safe.
 */
final class FoundPackages {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private final Map<EntityId, StoredPackage> found = new LinkedHashMap<>();
  private long removals;

  /**
   * @param most how many are kept
   */
  FoundPackages(int most) {
    this.most = most;
  }

  /** The package, if it was found before; waits for nothing. */
  Optional<StoredPackage> known(EntityId id) {
    lock.lock();
    try {
      StoredPackage known = found.get(id);
      return Optional.ofNullable(known);
    } finally {
      lock.unlock();
    }
  }

  /** The package as it was found before, or as the catalog has it. */
  Optional<StoredPackage> find(EntityId id, Supplier<Optional<StoredPackage>> catalog) {
    long before;
    lock.lock();
    try {
      StoredPackage known = found.get(id);
      if (known != null) {
        return Optional.of(known);
      }
      before = removals;
    } finally {
      lock.unlock();
    }
    Optional<StoredPackage> read = catalog.get();
    read.ifPresent(stored -> keep(stored, before));
    return read;
  }

  // What was read before a removal may be what was removed.
  private void keep(StoredPackage stored, long removalsBefore) {
    lock.lock();
    try {
      if (removals != removalsBefore) {
        return;
      }
      if (found.size() >= most) {
        found.remove(found.keySet().iterator().next());
      }
      found.put(stored.id(), stored);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a package; to be called after it was removed from the catalog. */
  void removed(EntityId id) {
    lock.lock();
    try {
      removals++;
      found.remove(id);
    } finally {
      lock.unlock();
    }
  }
}
