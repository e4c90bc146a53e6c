package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a command may do.
 *
 * @param phase which part of the task it is
 * @param timeout from the request to its end, however lively the connection is
 * @param exitValues the exit statuses that are no failure; empty means all
 * @param lastLines how many of its last lines are kept, however many it prints; empty keeps all,
 *     and then too many are a failure
 */
public record ExecLimits(
    Phase phase, Duration timeout, Set<Integer> exitValues, OptionalInt lastLines) {
  public ExecLimits {
    exitValues = Set.copyOf(exitValues);
  }

  /** Limits of a command whose whole output is kept. */
  public ExecLimits(Phase phase, Duration timeout, Set<Integer> exitValues) {
    this(phase, timeout, exitValues, OptionalInt.empty());
  }

  /** Whether an exit status is no failure. */
  boolean accepts(int status) {
    return exitValues.isEmpty() || exitValues.contains(status);
  }
}
