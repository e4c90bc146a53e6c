package io.netdepot.own;

import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.operation.OperationView;
import io.netdepot.operation.Operations;
import java.util.List;
import java.util.Map;

/** {@code /operations/{id}}: how far each switch of an operation is. */
public final class LiveOperation implements OwnPart {
  private final Operations operations;

  public LiveOperation(Operations operations) {
    this.operations = operations;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("getOperationProgress", this::get);
  }

  private Reply get(Call call) {
    EntityId id = call.id();
    return operations
        .find(id)
        .map(Wire::of)
        .map(Reply::json)
        .orElseThrow(() -> ApiProblem.of(404, "No operation " + id));
  }

  private record Wire(
      String id,
      String state,
      double percentage,
      String currentStep,
      List<LiveSwitchWire> switches) {

    static Wire of(OperationView view) {
      return new Wire(
          view.operation().id().value(),
          view.operation().state().word(),
          view.percentage(),
          view.currentStep(),
          view.switches().stream().map(LiveSwitchWire::of).toList());
    }
  }
}
