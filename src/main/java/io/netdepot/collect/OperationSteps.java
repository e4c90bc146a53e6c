package io.netdepot.collect;

import io.netdepot.fleet.EntityId;
import io.netdepot.operation.OperationView;
import io.netdepot.operation.Operations;
import io.netdepot.operation.Outcomes;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** What step routes call as {@code operations}. Thread-safe. */
public final class OperationSteps {
  private final Operations operations;

  public OperationSteps(Operations operations) {
    this.operations = operations;
  }

  /**
   * How the switches of an operation ended.
   *
   * @return null, which is an empty body to a route, when the operation had been ended before, or a
   *     switch has not ended
   */
  public @Nullable Outcomes outcomes(@Body EntityId operationId) {
    return operations.outcomes(operationId).orElse(null);
  }

  /**
   * Ends an operation whose switches have ended.
   *
   * @param verdict {@code completed}, {@code cancelled}, or the short code of a failure
   * @return the operation when this call ended it; null otherwise
   */
  public @Nullable OperationView end(Outcomes outcomes, String verdict) {
    return operations.end(outcomes.operation(), verdict).orElse(null);
  }

  /**
   * Folds the ends of its switches into an operation, as is usual.
   *
   * @return the operation when this call ended it; null, which is an empty body to a route,
   *     otherwise
   */
  public @Nullable OperationView fold(@Body EntityId operationId) {
    return operations.fold(operationId).orElse(null);
  }
}
