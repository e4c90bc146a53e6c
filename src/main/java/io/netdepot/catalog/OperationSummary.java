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
 * @param retryOf the operation whose failed switches this one does again
 * @param order what it does with its switches; empty of one that collects
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
    Optional<Order> order,
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
        operation.order(),
        tasks);
  }

  /** What it does with its switches. */
  public OperationKind kind() {
    return order.map(Order::kind).orElse(OperationKind.COLLECTION);
  }

  /** What it puts onto its switches, when it does. */
  public Optional<DeliveryOrder> delivery() {
    return order.filter(DeliveryOrder.class::isInstance).map(DeliveryOrder.class::cast);
  }

  /** What it does to the software of its devices, when it does. */
  public Optional<ActionOrder> action() {
    return order.filter(ActionOrder.class::isInstance).map(ActionOrder.class::cast);
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
