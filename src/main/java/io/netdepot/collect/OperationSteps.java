package io.netdepot.collect;

import io.netdepot.fleet.EntityId;
import io.netdepot.operation.OperationView;
import io.netdepot.operation.Operations;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;

/** What step routes call as {@code operations}. Thread-safe. */
public final class OperationSteps {
  private final Operations operations;

  public OperationSteps(Operations operations) {
    this.operations = operations;
  }

  /**
   * Folds the ends of its switches into an operation.
   *
   * @return the operation when this call ended it; null, which is an empty body to a route,
   *     otherwise
   */
  public @Nullable OperationView fold(@Body EntityId operationId) {
    return operations.fold(operationId).orElse(null);
  }
}
