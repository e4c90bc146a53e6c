package io.netdepot.devices;

import io.netdepot.fleet.EntityId;

/** How a request to act on devices was taken. The sentences are for people. */
public sealed interface DeviceOrdered {
  /** Recorded, durable, and sure to be worked on, now or after a restart. */
  record Accepted(EntityId operationId) implements DeviceOrdered {}

  /** There is no such device. */
  record Unknown(String sentence) implements DeviceOrdered {}

  /** The request cannot be meant like that. */
  record Bad(String sentence) implements DeviceOrdered {}

  /** A device is being worked on. */
  record Busy(String sentence) implements DeviceOrdered {}
}
