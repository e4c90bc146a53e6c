package io.netdepot.nmx;

import io.netdepot.fleet.EntityId;
import io.netdepot.http.Reply;

/** 202, with the operation in the body and in {@code Location}. */
final class AcceptedReply {
  private AcceptedReply() {}

  static Reply of(EntityId operation) {
    return Reply.json(202, new Wire(operation.value()))
        .with("Location", "/nmx/v1/operations/" + operation);
  }

  private record Wire(String operationId) {}
}
