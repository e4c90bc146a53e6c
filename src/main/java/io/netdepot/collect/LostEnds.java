package io.netdepot.collect;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.operation.Operations;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tries whose end could not be recorded, as while the catalog's disk was full: without this their
 * switches would stay in progress, and busy, until the next start. Thread-safe.
 */
public final class LostEnds {
  private final PackageCatalog packages;
  private final Operations operations;
  private final TryEnds ends;

  // Mutable state
  private final Queue<Task> lost = new ConcurrentLinkedQueue<>();

  public LostEnds(PackageCatalog packages, Operations operations, TryEnds ends) {
    this.packages = packages;
    this.operations = operations;
    this.ends = ends;
  }

  void add(Task task) {
    lost.add(task);
  }

  /** Records them; throws what the catalog throws, and keeps those it has not taken. */
  void record() {
    for (Task task = lost.peek(); task != null; task = lost.peek()) {
      // The end may have been recorded, and only the caller not told.
      if (operations.isWanted(task)) {
        record(task);
      }
      lost.remove(task);
    }
  }

  private void record(Task task) {
    Optional<StoredPackage> published = packages.findByTask(task.id());
    if (published.isPresent()) {
      operations.complete(task, published.get().id(), "");
    } else {
      ends.settle(
          task,
          new Failure(
              FailureReason.STORAGE_FAILED,
              Phase.WAITING,
              "How the try ended could not be recorded at its time; the log has more"));
    }
  }
}
