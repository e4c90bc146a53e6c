package io.netdepot.collect;

import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.operation.Operations;
import io.netdepot.packages.SupportPackages;
import io.netdepot.packages.SweepReport;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start does before any work begins: removes what a killed service left, and takes its tasks
 * up again.
 */
public final class Recovery {
  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  private final SupportPackages packages;
  private final PackageCatalog recorded;
  private final Operations operations;
  private final TryEnds ends;

  public Recovery(
      SupportPackages packages, PackageCatalog recorded, Operations operations, TryEnds ends) {
    this.packages = packages;
    this.recorded = recorded;
    this.operations = operations;
    this.ends = ends;
  }

  /**
   * Called once, before the collector starts.
   *
   * @throws IOException when the data directory cannot be swept
   */
  public void run() throws IOException {
    SweepReport swept = packages.sweep();
    if (swept.unfinishedFiles() + swept.orphanBlobs() > 0) {
      log.info(
          "Removed what an earlier run left: {} files being received, {} blobs without a record",
          swept.unfinishedFiles(),
          swept.orphanBlobs());
    }
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
