package io.netdepot.operation;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationCatalog;
import io.netdepot.catalog.OperationFilter;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.OperationSummary;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operations as they stand: what is recorded, with what is known while they run. Thread-safe.
 */
public final class OperationViews {
  private final OperationCatalog recorded;
  private final PackageCatalog packages;
  private final LiveTasks live;

  OperationViews(Catalog catalog, LiveTasks live) {
    this.recorded = catalog.operations();
    this.packages = catalog.packages();
    this.live = live;
  }

  /** Those that collect, newest first, at most {@code limit}; each with all of its switches. */
  public List<OperationView> list(int limit) {
    OperationProgress progress = progress();
    List<Operation> operations = recorded.list(limit);
    Map<EntityId, List<Task>> tasks =
        recorded.tasks(operations.stream().map(Operation::id).toList());
    Map<EntityId, StoredPackage> stored = stored(tasks.values().stream().flatMap(List::stream));
    return operations.stream()
        .map(
            operation ->
                progress.view(operation, tasks.getOrDefault(operation.id(), List.of()), stored))
        .toList();
  }

  /**
   * A page of those that are wanted, newest first. Only of those that have not ended are the
   * switches looked at one by one: a page may have a million of them.
   *
   * @param after where the page before ended
   * @param limit the most of them
   */
  public List<ListedOperation> list(OperationFilter filter, Optional<PageEnd> after, int limit) {
    OperationProgress progress = progress();
    List<OperationSummary> page = recorded.list(filter, after, limit);
    Map<EntityId, List<Task>> unfinished =
        recorded.tasks(
            page.stream()
                .filter(one -> !one.state().isTerminal())
                .map(OperationSummary::id)
                .toList());
    return page.stream()
        .map(one -> progress.listed(one, unfinished.getOrDefault(one.id(), List.of())))
        .toList();
  }

  public Optional<OperationView> find(EntityId id) {
    OperationProgress progress = progress();
    return recorded
        .find(id)
        .map(
            operation -> {
              List<Task> tasks = recorded.tasks(id);
              return progress.view(operation, tasks, stored(tasks.stream()));
            });
  }

  /** An operation with when what happened, and what collected again what failed in it. */
  public Optional<OperationDetail> detail(EntityId id) {
    OperationProgress progress = progress();
    return recorded
        .find(id)
        .map(
            operation -> {
              List<Task> tasks = recorded.tasks(id);
              return new OperationDetail(
                  progress.view(operation, tasks, stored(tasks.stream())),
                  progress.times(tasks, recorded.times(id)),
                  recorded.retries(id));
            });
  }

  private Map<EntityId, StoredPackage> stored(Stream<Task> tasks) {
    return packages.find(tasks.flatMap(task -> task.packageId().stream()).toList());
  }

  private OperationProgress progress() {
    return new OperationProgress(live);
  }

  /** How many operations are in each state. */
  public Map<OperationState, Long> countByState() {
    return recorded.countByState();
  }
}
