package io.netdepot.nmx;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.netdepot.catalog.Operation;
import io.netdepot.operation.OperationView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An Operation as the API writes it. */
record OperationWire(
    @JsonProperty("ID") String id,
    @JsonProperty("CreatedAt") String createdAt,
    @JsonProperty("UpdatedAt") String updatedAt,
    @JsonProperty("Status") String status,
    @JsonProperty("Percentage") double percentage,
    @JsonProperty("CurrentStep") String currentStep,
    @JsonProperty("Request") Request request,
    @JsonProperty("Result") @Nullable Result result) {

  static OperationWire of(OperationView view) {
    Operation operation = view.operation();
    boolean ended = operation.state().isTerminal();
    return new OperationWire(
        operation.id().value(),
        operation.createdAt().toString(),
        view.updatedAt().toString(),
        operation.state().word(),
        view.percentage(),
        view.currentStep(),
        new Request(
            operation.request().method(),
            operation.request().uri(),
            operation.request().body(),
            !ended),
        ended ? Result.of(view) : null);
  }

  record Request(
      @JsonProperty("Method") String method,
      @JsonProperty("URI") String uri,
      @JsonProperty("Body") @JsonRawValue String body,
      @JsonProperty("Cancellable") boolean cancellable) {}

  record Result(
      @JsonProperty("Data") Data data,
      @JsonProperty("Error") String error,
      @JsonProperty("Details") String details) {

    static Result of(OperationView view) {
      return new Result(
          new Data(view.switches().stream().map(SwitchResultWire::of).toList()),
          view.operation().error(),
          view.operation().details());
    }
  }

  record Data(@JsonProperty("Switches") List<SwitchResultWire> switches) {}
}
