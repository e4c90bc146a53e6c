package io.netdepot.delivery;

import io.netdepot.fleet.EntityId;

/** How a request to deliver was taken. The sentences are for people. */
public sealed interface Ordered {
  /** Recorded, durable, and sure to be worked on, now or after a restart. */
  record Accepted(EntityId operationId) implements Ordered {}

  /** There is no such image or profile. */
  record Unknown(String sentence) implements Ordered {}

  /** The request cannot be meant like that. */
  record Bad(String sentence) implements Ordered {}

  /** It cannot be done now. */
  record NotNow(String sentence) implements Ordered {}
}
