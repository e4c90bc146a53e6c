package io.netdepot.operation;

import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.OperationSummary;
import io.netdepot.catalog.PhaseTime;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins what is recorded of an operation with what is known while it runs. Made before the record
 * is read: a task that ends in between is recorded as running and is not live any more, and would
 * otherwise seem to have fallen back to its beginning.
 */
final class OperationProgress {
  private final LiveTasks live;
  private final Map<EntityId, LiveTask> before;

  OperationProgress(LiveTasks live) {
    this.live = live;
    this.before = live.running();
  }

  /**
   * Joins an operation.
   *
   * @param stored the packages of its tasks that are still there
   */
  OperationView view(Operation operation, List<Task> tasks, Map<EntityId, StoredPackage> stored) {
    Standing standing = standing(operation.state(), operation.updatedAt(), tasks, stored);
    return new OperationView(
        operation,
        standing.percentage(),
        standing.currentStep(),
        standing.updatedAt(),
        standing.switches());
  }

  /**
   * Joins an operation of a list.
   *
   * @param tasks of one that has not ended; those of another are not asked for
   */
  ListedOperation listed(OperationSummary operation, List<Task> tasks) {
    // No package is asked for: only switches that have ended have one, and no step tells of them.
    Standing standing = standing(operation.state(), operation.updatedAt(), tasks, Map.of());
    return new ListedOperation(
        operation, standing.percentage(), standing.currentStep(), standing.updatedAt());
  }

  private record Standing(
      double percentage, String currentStep, Instant updatedAt, List<SwitchView> switches) {}

  private Standing standing(
      OperationState state,
      Instant recordedAt,
      List<Task> tasks,
      Map<EntityId, StoredPackage> stored) {
    List<SwitchView> switches = new ArrayList<>();
    double sum = 0;
    Instant updatedAt = recordedAt;
    for (Task task : tasks) {
      Optional<LiveTask.Snapshot> running = running(task);
      switches.add(view(task, running, stored));
      sum += percentage(task, running);
      updatedAt = later(updatedAt, running);
    }
    boolean ended = state.isTerminal();
    double percentage =
        state == OperationState.COMPLETED || tasks.isEmpty() ? 100 : sum / tasks.size();
    return new Standing(
        Math.round(percentage * 10) / 10.0,
        ended ? "" : CurrentStep.of(switches),
        ended ? recordedAt : updatedAt,
        switches);
  }

  /** The recorded times of an operation's tasks, with the phases of the tries that go on. */
  Map<EntityId, TaskTimes> times(List<Task> tasks, Map<EntityId, TaskTimes> recorded) {
    Map<EntityId, TaskTimes> times = new HashMap<>(recorded);
    for (Task task : tasks) {
      live(task)
          .map(LiveTask::phases)
          .ifPresent(phases -> times.computeIfPresent(task.id(), (id, one) -> with(one, phases)));
    }
    return times;
  }

  private static TaskTimes with(TaskTimes recorded, List<PhaseTime> phases) {
    return recorded.endedAt().isPresent()
        ? recorded
        : new TaskTimes(recorded.begunAt(), recorded.tryBegunAt(), recorded.endedAt(), phases);
  }

  private Optional<LiveTask.Snapshot> running(Task task) {
    return live(task).map(LiveTask::snapshot);
  }

  private Optional<LiveTask> live(Task task) {
    return task.state() == OperationState.IN_PROGRESS
        ? live.find(task.id()).or(() -> Optional.ofNullable(before.get(task.id())))
        : Optional.empty();
  }

  private static SwitchView view(
      Task task, Optional<LiveTask.Snapshot> running, Map<EntityId, StoredPackage> packages) {
    Phase otherwise = task.state().isTerminal() ? Phase.DONE : waiting(task);
    Optional<StoredPackage> stored = task.packageId().map(packages::get);
    long size = stored.map(StoredPackage::size).orElse(0L);
    return new SwitchView(
        task,
        running.map(LiveTask.Snapshot::phase).orElse(otherwise),
        running.map(LiveTask.Snapshot::received).orElse(size),
        running.map(LiveTask.Snapshot::expected).orElse(size),
        stored);
  }

  // A switch that boots waits for its next try, and is not seen to do nothing.
  private static Phase waiting(Task task) {
    return task.failure()
        .filter(failure -> failure.reason() == FailureReason.REBOOTING)
        .map(failure -> Phase.REBOOT)
        .orElse(Phase.WAITING);
  }

  private double percentage(Task task, Optional<LiveTask.Snapshot> running) {
    if (task.state().isTerminal()) {
      return 100;
    }
    return running.map(LiveTask.Snapshot::percentage).orElseGet(() -> live.reached(task.id()));
  }

  private static Instant later(Instant updatedAt, Optional<LiveTask.Snapshot> running) {
    Instant moved = running.map(LiveTask.Snapshot::updatedAt).orElse(updatedAt);
    return moved.isAfter(updatedAt) ? moved : updatedAt;
  }
}
