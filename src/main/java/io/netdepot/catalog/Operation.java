package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;
import java.util.Optional;

/**
 * One request of a client, which collects from one or more switches or puts an image onto them.
 *
 * @param error a short code, empty unless failed: {@code partial-failure}, {@code
 *     collection-failed}, {@code delivery-failed}, {@code stalled}
 * @param details for people, empty unless there is something to say
 * @param endedAt when it became terminal
 * @param retryOf the operation whose failed switches this one does again
 * @param delivery what it puts onto its switches; empty of one that collects
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
    Optional<DeliveryOrder> delivery) {

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
    return delivery.isPresent() ? OperationKind.DELIVERY : OperationKind.COLLECTION;
  }
}
