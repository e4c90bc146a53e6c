package io.netdepot.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The records that were asked for last. A record rarely changes, and a client that fetches a file
 * in parts asks for it thousands of times. Thread-safe.
 *
 * @param <K> by what a record is asked for
 * @param <R> a record, immutable
 */
public final class FoundRecords<K, R> {
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private final Map<K, R> found = new LinkedHashMap<>();
  private long changes;

  /**
   * @param most how many are kept
   */
  public FoundRecords(int most) {
    this.most = most;
  }

  /** The record, if it was found before; waits for nothing. */
  public Optional<R> known(K key) {
    lock.lock();
    try {
      R known = found.get(key);
      return Optional.ofNullable(known);
    } finally {
      lock.unlock();
    }
  }

  /** The record as it was found before, or as the catalog has it. */
  public Optional<R> find(K key, Supplier<Optional<R>> catalog) {
    long before;
    lock.lock();
    try {
      R known = found.get(key);
      if (known != null) {
        return Optional.of(known);
      }
      before = changes;
    } finally {
      lock.unlock();
    }
    Optional<R> read = catalog.get();
    read.ifPresent(record -> keep(key, record, before));
    return read;
  }

  // What was read before a change may be what was changed.
  private void keep(K key, R record, long changesBefore) {
    lock.lock();
    try {
      if (changes != changesBefore) {
        return;
      }
      if (found.size() >= most) {
        found.remove(found.keySet().iterator().next());
      }
      found.put(key, record);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a record; to be called after it was changed in the catalog, or removed from it. */
  public void changed(K key) {
    lock.lock();
    try {
      changes++;
      found.remove(key);
    } finally {
      lock.unlock();
    }
  }
}
