package io.netdepot.operation;

import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Optional;

/**
 * Told of every end, once, after it was recorded. Implementations are thread-safe, return at once
 * and do not throw.
 */
public interface OperationListener {
  /**
   * A switch of an operation has ended.
   *
   * @param kind what the operation does
   * @param state a terminal one
   * @param reason when it failed
   */
  void switchEnded(OperationKind kind, OperationState state, Optional<FailureReason> reason);

  /**
   * A switch was taken to work.
   *
   * @param waited since it might have been
   */
  default void switchTaken(Duration waited) {}

  /** A try has ended that was in this phase for so long, over all visits to it. */
  default void phaseEnded(Phase phase, Duration spent) {}

  /** A try of a switch failed, and another one will follow. */
  default void tryFailed(OperationKind kind, FailureReason reason) {}

  /** An operation has ended in this terminal state. */
  void operationEnded(OperationKind kind, OperationState state);

  /** Does nothing. */
  OperationListener NONE =
      new OperationListener() {
        @Override
        public void switchEnded(
            OperationKind kind, OperationState state, Optional<FailureReason> reason) {}

        @Override
        public void operationEnded(OperationKind kind, OperationState state) {}
      };
}
