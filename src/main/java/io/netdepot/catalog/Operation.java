package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;
import java.util.Optional;

/**
 * One request of a client, which collects from one or more switches, puts an image onto them or
 * changes their software.
 *
 * @param error a short code, empty unless failed: {@code partial-failure}, {@code
 *     collection-failed}, {@code delivery-failed}, {@code action-failed}, {@code stalled}
 * @param details for people, empty unless there is something to say
 * @param endedAt when it became terminal
 * @param retryOf the operation whose failed switches this one does again
 * @param order what it does with its switches; empty of one that collects
 */
public record Operation(
    EntityId id,
    Instant createdAt,
    Instant updatedAt,
    OperationState state,
    RecordedRequest request,
    String error,
    String details,
    Optional<Instant> endedAt,
    Optional<EntityId> retryOf,
    Optional<Order> order) {

  /** A collection that is no retry and has not ended. */
  public Operation(
      EntityId id,
      Instant createdAt,
      Instant updatedAt,
      OperationState state,
      RecordedRequest request,
      String error,
      String details) {
    this(
        id,
        createdAt,
        updatedAt,
        state,
        request,
        error,
        details,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
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
}
