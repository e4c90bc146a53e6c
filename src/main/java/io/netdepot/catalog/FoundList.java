package io.netdepot.catalog;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * All records of a kind as they were listed last. Clients list often, and reading ten thousand
 * records costs more than writing them as JSON. Keeps about 1 KiB a record. Thread-safe.
 *
 * @param <R> a record, immutable
 */
public final class FoundList<R> {
  private static final String ALL = "all";

  private final FoundRecords<String, List<R>> lists = new FoundRecords<>(1);
  private final ReentrantLock reading = new ReentrantLock();

  /** The list as it was read before, or as the catalog has it. */
  public List<R> find(Supplier<List<R>> catalog) {
    Optional<List<R>> known = lists.known(ALL);
    if (known.isPresent()) {
      return known.get();
    }
    // One reads and the others wait: if all of them read thousands of records, the heap is full.
    reading.lock();
    try {
      return lists.find(ALL, () -> Optional.of(catalog.get())).orElseThrow();
    } finally {
      reading.unlock();
    }
  }

  /** Forgets the list; to be called after anything of it was changed in the catalog. */
  public void changed() {
    lists.changed(ALL);
  }
}
