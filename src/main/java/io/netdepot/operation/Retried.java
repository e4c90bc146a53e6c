package io.netdepot.operation;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;

/** How a request to collect again was taken. */
public sealed interface Retried {
  /** Recorded as an operation of its own, with so many switches. */
  record Accepted(EntityId operationId, int switches) implements Retried {}

  record NotFound() implements Retried {}

  /** The operation has not ended. */
  record StillRuns() implements Retried {}

  /** No switch failed, or each that did has been collected by a retry since. */
  record NothingLeft() implements Retried {}

  /** The switch is being collected by another operation that is not terminal. */
  record SwitchBusy(SwitchAddress address, EntityId operationId) implements Retried {}

  /** The login of a switch is gone. */
  record ProfileMissing(EntityId profileId) implements Retried {}
}
