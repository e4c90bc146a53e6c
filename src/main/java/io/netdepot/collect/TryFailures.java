package io.netdepot.collect;

import io.netdepot.catalog.CatalogFailure;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.routes.SeamUnreadException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from an exchange why a try failed. */
public final class TryFailures {
  private static final Logger log = LoggerFactory.getLogger(TryFailures.class);
  // The routes that are called by what a switch is and by its transport begin so.
  private static final String BY_PLATFORM = "collect-";

  private TryFailures() {}

  /**
   * The failure of a try that did not do what it was to do.
   *
   * @param phase where it was
   * @param otherwise what is wrong when no step failed
   */
  public static Failure of(Exchange ended, Task task, Phase phase, String otherwise) {
    Exception thrown = ended.getException();
    if (thrown == null) {
      return new Failure(FailureReason.INTERNAL_ERROR, phase, otherwise);
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SwitchFailure failure) {
        return failure.failure();
      }
      if (cause instanceof CatalogFailure failure) {
        return new Failure(
            failure.kind() == CatalogFailure.Kind.DISK_FULL
                ? FailureReason.STORAGE_FULL
                : FailureReason.STORAGE_FAILED,
            phase,
            String.valueOf(failure.getMessage()));
      }
      if (cause instanceof SeamUnreadException unread && unread.seam().startsWith(BY_PLATFORM)) {
        return new Failure(
            FailureReason.PLATFORM_UNKNOWN,
            phase,
            "No route is from direct:"
                + unread.seam()
                + ", which the platform and the transport of the switch ask for together; correct"
                + " its entries in the file of switches (switches.file)");
      }
    }
    log.error(
        "Operation {} switch {}: a step failed unexpectedly",
        task.operationId(),
        task.address(),
        thrown);
    return new Failure(
        FailureReason.INTERNAL_ERROR,
        phase,
        "A step failed unexpectedly ("
            + thrown.getClass().getSimpleName()
            + "); the log has more at this time");
  }
}
