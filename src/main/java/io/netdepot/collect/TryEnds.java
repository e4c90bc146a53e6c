package io.netdepot.collect;

import io.netdepot.catalog.Task;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.operation.Operations;
import java.time.Duration;

/** Decides what follows a try that brought no package: another one, or the end. Thread-safe. */
public final class TryEnds {
  private static final int MOST_DOUBLINGS = 10;

  private final Operations operations;
  private final int tries;
  private final Duration retryDelay;

  /**
   * Decides by these limits.
   *
   * @param tries in all, those of a killed service included
   * @param retryDelay before the second try, doubled for each further one
   */
  public TryEnds(Operations operations, int tries, Duration retryDelay) {
    this.operations = operations;
    this.tries = tries;
    this.retryDelay = retryDelay;
  }

  /** Records the end of a failed try; true when another one will follow. */
  boolean settle(Task task, Failure failure) {
    return settle(task, failure, delayAfter(task.tries()));
  }

  /** Records the end of a try that a killed service had begun. */
  void settleAfterKill(Task task) {
    String times = task.tries() == 1 ? "in its first try" : "in each of " + task.tries() + " tries";
    settle(
        task,
        new Failure(FailureReason.INTERRUPTED, Phase.WAITING, "The service was killed " + times),
        Duration.ZERO);
  }

  private boolean settle(Task task, Failure failure, Duration delay) {
    if (failure.reason().retryHelps() && task.tries() < tries) {
      return operations.retryLater(task, failure, delay);
    }
    operations.fail(task, failure);
    return false;
  }

  private Duration delayAfter(int triesSoFar) {
    return retryDelay.multipliedBy(1L << Math.min(triesSoFar - 1, MOST_DOUBLINGS));
  }
}
