package io.netdepot.own;

import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationState;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.OperationView;
import io.netdepot.operation.SwitchView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation as our own lists write it. */
record OperationSummaryWire(
    String id,
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

  static OperationSummaryWire of(OperationView view) {
    Operation operation = view.operation();
    return new OperationSummaryWire(
        operation.id().value(),
        operation.state().word(),
        operation.createdAt().toString(),
        view.updatedAt().toString(),
        operation.endedAt().map(Instant::toString).orElse(null),
        view.percentage(),
        view.currentStep(),
        Counts.of(view.switches()),
        operation.error().isEmpty() ? null : operation.error(),
        operation.details().isEmpty() ? null : operation.details(),
        operation.retryOf().map(EntityId::value).orElse(null));
  }

  /** How many switches there are, and in which state. */
  record Counts(
      int switches, int pending, int inProgress, int completed, int failed, int cancelled) {

    static Counts of(List<SwitchView> switches) {
      return new Counts(
          switches.size(),
          in(switches, OperationState.PENDING),
          in(switches, OperationState.IN_PROGRESS),
          in(switches, OperationState.COMPLETED),
          in(switches, OperationState.FAILED),
          in(switches, OperationState.CANCELLED));
    }

    private static int in(List<SwitchView> switches, OperationState state) {
      return (int) switches.stream().filter(one -> one.task().state() == state).count();
    }
  }
}
