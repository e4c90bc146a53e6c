package io.netdepot.operation;

import io.netdepot.fleet.EntityId;
import java.util.List;

/** How a request to collect from those switches that are free was taken. */
public sealed interface SubmittedFree {
  /**
   * Recorded, durable, and sure to be worked on.
   *
   * @param switches how many
   * @param leftOut those that other operations are collecting
   */
  record Accepted(int switches, List<Submitted.SwitchBusy> leftOut) implements SubmittedFree {
    public Accepted {
      leftOut = List.copyOf(leftOut);
    }
  }

  /** All of them are being collected, the first by this operation; nothing was recorded. */
  record AllBusy(Submitted.SwitchBusy first) implements SubmittedFree {}

  record ProfileMissing(EntityId profileId) implements SubmittedFree {}
}
