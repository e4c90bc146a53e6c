package io.netdepot.operation;

import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.FailureReason;
import java.util.List;

/**
 * How the switches of an operation ended, all of them.
 *
 * @param collected whose package was stored, or that have their image
 * @param stalled those of the failed ones that failed because no bytes came
 * @param kind what was done with them
 */
public record Outcomes(
    EntityId operation,
    int switches,
    int collected,
    int failed,
    int cancelled,
    int stalled,
    OperationKind kind) {

  static Outcomes of(EntityId operation, OperationKind kind, List<Task> tasks) {
    return new Outcomes(
        operation,
        tasks.size(),
        in(tasks, OperationState.COMPLETED),
        in(tasks, OperationState.FAILED),
        in(tasks, OperationState.CANCELLED),
        (int)
            tasks.stream()
                .filter(task -> task.state() == OperationState.FAILED)
                .flatMap(task -> task.failure().stream())
                .filter(failure -> failure.reason() == FailureReason.STALLED)
                .count(),
        kind);
  }

  /** The short code of an operation that brought nothing, such as {@code collection-failed}. */
  public String allFailed() {
    return kind.word() + "-failed";
  }

  private static int in(List<Task> tasks, OperationState state) {
    return (int) tasks.stream().filter(task -> task.state() == state).count();
  }
}
