package io.netdepot.operation;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;

/** How a request to collect was taken. */
public sealed interface Submitted {
  /** Recorded, durable, and sure to be worked on, now or after a restart. */
  record Accepted(EntityId operationId) implements Submitted {}

  /** The switch is being collected by another operation that is not terminal. */
  record SwitchBusy(SwitchAddress address, EntityId operationId) implements Submitted {}

  record ProfileMissing(EntityId profileId) implements Submitted {}
}
