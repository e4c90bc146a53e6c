package io.netdepot.operation;

import io.netdepot.catalog.RecordedRequest;
import io.netdepot.fleet.EntityId;
import java.util.List;
import java.util.Optional;

/**
 * A request to collect packages.
 *
 * @param profileId the login for every switch that has none of its own; else the default profile's
 * @param switches at least one, each a different switch
 * @param recorded the request as its clients will see it again
 * @param retryOf the operation whose switches it collects again
 */
public record CollectRequest(
    Optional<EntityId> profileId,
    List<SwitchChoice> switches,
    RecordedRequest recorded,
    Optional<EntityId> retryOf) {

  /** A request that is no retry. */
  public CollectRequest(
      Optional<EntityId> profileId, List<SwitchChoice> switches, RecordedRequest recorded) {
    this(profileId, switches, recorded, Optional.empty());
  }

  public CollectRequest {
    switches = List.copyOf(switches);
    if (switches.isEmpty()) {
      throw new IllegalArgumentException("A collection needs at least one switch");
    }
    if (switches.stream().map(SwitchChoice::address).distinct().count() != switches.size()) {
      throw new IllegalArgumentException("A collection names each switch once");
    }
  }
}
