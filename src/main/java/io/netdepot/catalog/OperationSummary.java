package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An operation as lists need it: without its request, which may name thousands of switches, and its
 * tasks only counted.
 *
 * @param error as of {@link Operation}
 * @param details as of {@link Operation}
 * @param endedAt when it became terminal
 * @param retryOf the operation whose failed switches this one collects again
 * @param tasks how many of them are in each state; a state without any may be missing
 */
public record OperationSummary(
    EntityId id,
    Instant createdAt,
    Instant updatedAt,
    OperationState state,
    String error,
    String details,
    Optional<Instant> endedAt,
    Optional<EntityId> retryOf,
    Map<OperationState, Integer> tasks) {

  public OperationSummary {
    tasks = Map.copyOf(tasks);
  }

  /** An operation with its tasks counted. */
  public static OperationSummary of(Operation operation, Map<OperationState, Integer> tasks) {
    return new OperationSummary(
        operation.id(),
        operation.createdAt(),
        operation.updatedAt(),
        operation.state(),
        operation.error(),
        operation.details(),
        operation.endedAt(),
        operation.retryOf(),
        tasks);
  }

  /** How many tasks are in a state. */
  public int count(OperationState wanted) {
    return tasks.getOrDefault(wanted, 0);
  }

  /** How many tasks there are. */
  public int count() {
    return tasks.values().stream().mapToInt(Integer::intValue).sum();
  }
}
