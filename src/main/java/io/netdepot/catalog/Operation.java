package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;

/**
 * One request of a client, which collects from one or more switches.
 *
 * @param error a short code, empty unless failed: {@code partial-failure}, {@code
 *     collection-failed}, {@code stalled}
 * @param details for people, empty unless there is something to say
 */
public record Operation(
    EntityId id,
    Instant createdAt,
    Instant updatedAt,
    OperationState state,
    RecordedRequest request,
    String error,
    String details) {}
