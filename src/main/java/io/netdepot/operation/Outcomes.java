package io.netdepot.operation;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.FailureReason;
import java.util.List;

/**
 * How the switches of an operation ended, all of them.
 *
 * @param collected whose package was stored
 * @param stalled those of the failed ones that failed because no bytes came
 */
public record Outcomes(
    EntityId operation, int switches, int collected, int failed, int cancelled, int stalled) {

  static Outcomes of(EntityId operation, List<Task> tasks) {
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
                .count());
  }

  private static int in(List<Task> tasks, OperationState state) {
    return (int) tasks.stream().filter(task -> task.state() == state).count();
  }
}
