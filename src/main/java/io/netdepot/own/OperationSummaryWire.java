package io.netdepot.own;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.OperationSummary;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.ListedOperation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An operation as our own lists write it. */
record OperationSummaryWire(
    String id,
    String kind,
    String state,
    String acceptedAt,
    String updatedAt,
    @Nullable String endedAt,
    double percentage,
    String currentStep,
    Counts counts,
    @Nullable String error,
    @Nullable String details,
    @Nullable String retryOf) {

  static OperationSummaryWire of(ListedOperation listed) {
    OperationSummary operation = listed.operation();
    return new OperationSummaryWire(
        operation.id().value(),
        operation.kind().word(),
        operation.state().word(),
        operation.createdAt().toString(),
        listed.updatedAt().toString(),
        operation.endedAt().map(Instant::toString).orElse(null),
        listed.percentage(),
        listed.currentStep(),
        Counts.of(operation),
        operation.error().isEmpty() ? null : operation.error(),
        operation.details().isEmpty() ? null : operation.details(),
        operation.retryOf().map(EntityId::value).orElse(null));
  }

  /** How many switches there are, and in which state. */
  record Counts(
      int switches, int pending, int inProgress, int completed, int failed, int cancelled) {

    static Counts of(OperationSummary operation) {
      return new Counts(
          operation.count(),
          operation.count(OperationState.PENDING),
          operation.count(OperationState.IN_PROGRESS),
          operation.count(OperationState.COMPLETED),
          operation.count(OperationState.FAILED),
          operation.count(OperationState.CANCELLED));
    }
  }
}
