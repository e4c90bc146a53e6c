package io.netdepot.operation;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Does again what failed, as an operation of its own. Thread-safe. */
public final class Retries {
  private final Operations operations;

  public Retries(Operations operations) {
    this.operations = operations;
  }

  /**
   * Begins another operation with those switches of an ended one that failed and that no retry of
   * it has collected since, each with the login it had.
   *
   * @param alsoCancelled whether switches that were cancelled belong to them
   * @param recorded the request as its clients will see it again
   */
  public Retried retry(EntityId id, boolean alsoCancelled, RecordedRequest recorded) {
    Optional<OperationDetail> found = operations.views().detail(id);
    if (found.isEmpty()) {
      return new Retried.NotFound();
    }
    OperationDetail detail = found.get();
    if (!detail.view().operation().state().isTerminal()) {
      return new Retried.StillRuns();
    }
    Set<OperationState> wanted =
        alsoCancelled
            ? EnumSet.of(OperationState.FAILED, OperationState.CANCELLED)
            : EnumSet.of(OperationState.FAILED);
    Set<SwitchAddress> collected = collectedBy(detail.retries());
    List<SwitchChoice> switches =
        tasks(detail)
            .filter(task -> wanted.contains(task.state()))
            .filter(task -> !collected.contains(task.address()))
            .map(task -> new SwitchChoice(task.address(), Optional.of(task.profileId())))
            .toList();
    if (switches.isEmpty()) {
      return new Retried.NothingLeft();
    }
    return switch (operations.submit(
        new CollectRequest(
            Optional.empty(),
            switches,
            recorded,
            Optional.of(id),
            detail.view().operation().order()))) {
      case Submitted.Accepted(var operationId) ->
          new Retried.Accepted(operationId, switches.size());
      case Submitted.SwitchBusy(var address, var busy) -> new Retried.SwitchBusy(address, busy);
      case Submitted.ProfileMissing(var missing) -> new Retried.ProfileMissing(missing);
    };
  }

  // A retry may have been retried itself.
  private Set<SwitchAddress> collectedBy(List<EntityId> retries) {
    Set<SwitchAddress> collected = new HashSet<>();
    Deque<EntityId> left = new ArrayDeque<>(retries);
    while (!left.isEmpty()) {
      Optional<OperationDetail> retry = operations.views().detail(left.remove());
      retry.stream()
          .flatMap(Retries::tasks)
          .filter(task -> task.state() == OperationState.COMPLETED)
          .map(Task::address)
          .forEach(collected::add);
      retry.ifPresent(one -> left.addAll(one.retries()));
    }
    return collected;
  }

  private static Stream<Task> tasks(OperationDetail detail) {
    return detail.view().switches().stream().map(SwitchView::task);
  }
}
