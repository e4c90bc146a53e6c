package io.netdepot.collect;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.operation.Operations;
import java.util.Optional;

/** What a start does before any work begins: it takes up the tasks of a killed service again. */
public final class Recovery {
  private final PackageCatalog recorded;
  private final Operations operations;
  private final TryEnds ends;

  public Recovery(PackageCatalog recorded, Operations operations, TryEnds ends) {
    this.recorded = recorded;
    this.operations = operations;
    this.ends = ends;
  }

  /** Called once, before the collector starts and after the store was swept. */
  public void run() {
    for (Task task : operations.inProgress()) {
      Optional<StoredPackage> published = recorded.findByTask(task.id());
      if (published.isPresent()) {
        operations.complete(task, published.get().id(), remark(task));
      } else {
        ends.settleAfterKill(task);
      }
    }
  }

  private static String remark(Task task) {
    return task.leftOver()
        .map(path -> "The service was killed before it deleted " + path + " on the switch")
        .orElse("");
  }
}
