package io.netdepot.own;

import io.netdepot.catalog.Task;
import io.netdepot.delivery.SwitchNote;
import io.netdepot.delivery.SwitchNote.Fact;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.OperationDetail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it stands.
 *
 * @param switches what became of the image on those where something did, in the order of the
 *     request
 */
record DeliveryDetailWire(
    DeliveryWire.OrderWire delivery, OperationWire operation, List<NoteWire> switches) {

  static DeliveryDetailWire of(OperationDetail detail, Map<EntityId, String> notes) {
    return new DeliveryDetailWire(
        DeliveryWire.OrderWire.of(detail.view().operation().delivery().orElseThrow()),
        OperationWire.of(detail, Map.of(), SentImage.of(detail, notes)),
        detail.view().switches().stream()
            .flatMap(
                one ->
                    Optional.ofNullable(notes.get(one.task().id())).stream()
                        .map(note -> NoteWire.of(one.task(), SwitchNote.parse(note))))
            .toList());
  }

  /** What became of the image on one switch. */
  record NoteWire(
      String address,
      @Nullable String via,
      boolean digestCompared,
      @Nullable String buildBefore,
      @Nullable String buildAfter,
      @Nullable String installBegunAt,
      @Nullable String goneAt) {

    static NoteWire of(Task task, SwitchNote note) {
      return new NoteWire(
          task.address().text(),
          note.get(Fact.VIA).orElse(null),
          note.get(Fact.DIGEST).isPresent(),
          note.get(Fact.BUILD_BEFORE).orElse(null),
          note.get(Fact.BUILD_AFTER).orElse(null),
          note.get(Fact.INSTALL_BEGUN).orElse(null),
          note.get(Fact.GONE).orElse(null));
    }
  }
}
