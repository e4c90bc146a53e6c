package io.netdepot.operation;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;

/**
 * What the work of an aborted task sees as its failure. It never reaches a client: the task's state
 * was decided before.
 */
final class Aborts {
  private Aborts() {}

  static Failure failure(LiveTask.Abort why, Phase phase) {
    return new Failure(
        FailureReason.INTERRUPTED,
        phase,
        switch (why) {
          case CANCELLED -> "The operation was cancelled";
          case SERVICE_STOPS ->
              "The service is stopping; the collection goes on when it starts again";
        });
  }
}
