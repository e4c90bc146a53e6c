package io.netdepot.ssh;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.store.ReceivedFile;
import java.util.EnumSet;
import java.util.Set;

/**
 * What had come of a file when its fetch ended early.
 *
 * @param file durable; it is the holder's to publish or drop
 * @param failure how the fetch ended
 */
public record CutShort(ReceivedFile file, Failure failure) {
  private static final Set<FailureReason> WORTH_KEEPING =
      EnumSet.of(
          FailureReason.TRANSFER_INCOMPLETE,
          FailureReason.CONNECTION_LOST,
          FailureReason.STALLED,
          FailureReason.TIMED_OUT);

  /** Whether it was the switch, or the way to it, that ended a fetch. */
  static boolean isWorthKeeping(Failure failure) {
    return WORTH_KEEPING.contains(failure.reason());
  }
}
