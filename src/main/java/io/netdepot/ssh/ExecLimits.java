package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Set;

/**
 * What a command may do.
 *
 * @param phase which part of the task it is
 * @param timeout from the request to its end, however lively the connection is
 * @param exitValues the exit statuses that are no failure; empty means all
 */
public record ExecLimits(Phase phase, Duration timeout, Set<Integer> exitValues) {
  public ExecLimits {
    exitValues = Set.copyOf(exitValues);
  }

  /** Whether an exit status is no failure. */
  boolean accepts(int status) {
    return exitValues.isEmpty() || exitValues.contains(status);
  }
}
