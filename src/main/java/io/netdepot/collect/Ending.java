package io.netdepot.collect;

import io.netdepot.catalog.CatalogFailure;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from an exchange why a try failed. */
final class Ending {
  private static final Logger log = LoggerFactory.getLogger(Ending.class);

  private Ending() {}

  /** The failure of a try that published nothing. */
  static Failure of(Exchange ended, TaskRun run) {
    Exception thrown = ended.getException();
    if (thrown == null) {
      return internal(
          run,
          "The route 'collect' ended without storing a package; it has to call"
              + " direct:store-package (see routes/collect.camel.yaml)");
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SwitchFailure failure) {
        return failure.failure();
      }
      if (cause instanceof CatalogFailure failure) {
        return new Failure(
            FailureReason.STORAGE_FAILED, phase(run), String.valueOf(failure.getMessage()));
      }
    }
    log.error(
        "Operation {} switch {}: a step failed unexpectedly",
        run.task().operationId(),
        run.task().address(),
        thrown);
    return internal(
        run,
        "A step failed unexpectedly ("
            + thrown.getClass().getSimpleName()
            + "); the log has more at this time");
  }

  private static Failure internal(TaskRun run, String details) {
    return new Failure(FailureReason.INTERNAL_ERROR, phase(run), details);
  }

  private static Phase phase(TaskRun run) {
    return run.live().phase();
  }
}
