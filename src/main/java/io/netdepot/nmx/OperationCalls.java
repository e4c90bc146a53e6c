package io.netdepot.nmx;

import io.netdepot.catalog.OperationKind;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import io.netdepot.operation.OperationView;
import io.netdepot.operation.Operations;

/** {@code /operations}: list, get, cancel. */
final class OperationCalls {
  /**
   * The API has no pages, so a list must be whole; this bounds the memory of an answer, at about 1
   * KiB an operation of one switch.
   */
  private static final int MOST_LISTED = 10_000;

  private final Operations operations;

  OperationCalls(Operations operations) {
    this.operations = operations;
  }

  Reply list(Call call) {
    return Reply.json(
        operations.views().list(MOST_LISTED).stream().map(OperationWire::of).toList());
  }

  Reply get(Call call) {
    EntityId id = call.id();
    return operations
        .views()
        .find(id)
        .filter(OperationCalls::collects)
        .map(OperationWire::of)
        .map(Reply::json)
        .orElseThrow(() -> notFound(id));
  }

  Reply cancel(Call call) {
    EntityId id = call.id();
    if (operations.views().find(id).filter(OperationCalls::collects).isEmpty()) {
      throw notFound(id);
    }
    return switch (operations.cancel(id)) {
      case CANCELLING -> AcceptedReply.of(id);
      case NOT_FOUND -> throw notFound(id);
      case ENDED -> throw ApiProblem.of(409, "The operation " + id + " has ended already");
    };
  }

  // The vendor has no word for anything else.
  private static boolean collects(OperationView view) {
    return view.operation().kind() == OperationKind.COLLECTION;
  }

  private static ApiProblem notFound(EntityId id) {
    return ApiProblem.of(404, "No operation " + id);
  }
}
