package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** Tells the ways apart in which our own disk fails. */
final class Storage {
  private Storage() {}

  static SwitchFailure failure(Phase phase, String what, IOException e) {
    if (e instanceof ClosedByInterruptException
        || e.getCause() instanceof ClosedByInterruptException) {
      return new SwitchFailure(
          FailureReason.INTERRUPTED, phase, "The work on the switch was stopped in between", e);
    }
    FailureReason reason =
        e instanceof StorageFullException
            ? FailureReason.STORAGE_FULL
            : FailureReason.STORAGE_FAILED;
    return new SwitchFailure(reason, phase, what + ": " + e.getMessage(), e);
  }
}
