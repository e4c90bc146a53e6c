package io.netdepot.own;

import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.OperationState;
import io.netdepot.delivery.SwitchNote;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.OperationDetail;
import io.netdepot.operation.SwitchView;
import java.util.Map;
import java.util.Optional;

/**
 * How much of the image of a delivery was sent to its switches.
 *
 * @param order empty when the operation delivers nothing
 * @param notes what is noted of each switch, by the task
 */
record SentImage(Optional<DeliveryOrder> order, Map<EntityId, String> notes) {
  private static final String THERE_ALREADY = "there";

  static SentImage of(OperationDetail detail, Map<EntityId, String> notes) {
    return new SentImage(detail.view().operation().delivery(), notes);
  }

  /**
   * The bytes that one switch was sent; so far, while it is sent them. Empty of an operation that
   * delivers nothing, and where nothing is known of it.
   */
  Optional<Long> to(SwitchView view) {
    if (order.isEmpty()) {
      return Optional.empty();
    }
    if (view.task().state() == OperationState.IN_PROGRESS && view.received() > 0) {
      return Optional.of(view.received());
    }
    return Optional.ofNullable(notes.get(view.task().id()))
        .flatMap(note -> SwitchNote.parse(note).get(Fact.VIA))
        .map(way -> way.equals(THERE_ALREADY) ? 0 : order.get().size());
  }
}
