package io.netdepot.operation;

import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Order;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request to collect packages, to put an image onto switches, or to change their software.
 *
 * @param profileId the login for every switch that has none of its own; else the default profile's
 * @param switches at least one, each a different switch
 * @param recorded the request as its clients will see it again
 * @param retryOf the operation whose switches it does again
 * @param order what else to do with the switches; empty to collect from them
 */
public record CollectRequest(
    Optional<EntityId> profileId,
    List<SwitchChoice> switches,
    RecordedRequest recorded,
    Optional<EntityId> retryOf,
    Optional<Order> order) {

  /** A request to collect that is no retry. */
  public CollectRequest(
      Optional<EntityId> profileId, List<SwitchChoice> switches, RecordedRequest recorded) {
    this(profileId, switches, recorded, Optional.empty(), Optional.empty());
  }

  public CollectRequest {
    switches = List.copyOf(switches);
    if (switches.isEmpty()) {
      throw new IllegalArgumentException("A request names at least one switch");
    }
    if (switches.stream().map(SwitchChoice::address).distinct().count() != switches.size()) {
      throw new IllegalArgumentException("A request names each switch once");
    }
  }

  /** The operation that this makes; nothing has been done for it yet. */
  Operation operation(EntityId id, Instant now) {
    return new Operation(
        id, now, now, OperationState.PENDING, recorded, "", "", Optional.empty(), retryOf, order);
  }

  /**
   * The tasks of the operation that this makes, one a switch.
   *
   * @param login of the switches that have none of their own
   * @param spacing how long after one switch the next may begin
   */
  List<Task> tasks(
      EntityId operationId, EntityIdSource ids, EntityId login, Instant now, Duration spacing) {
    List<Task> tasks = new ArrayList<>();
    for (SwitchChoice choice : switches) {
      tasks.add(
          new Task(
              ids.next(),
              operationId,
              tasks.size(),
              choice.address(),
              choice.profileId().orElse(login),
              OperationState.PENDING,
              0,
              now.plus(spacing.multipliedBy(tasks.size())),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              ""));
    }
    return tasks;
  }
}
