package io.netdepot.own;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.OperationDetail;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operation as our own API writes it: as in lists, with its retries and each of its switches.
 */
record OperationWire(
    @JsonUnwrapped OperationSummaryWire summary,
    List<String> retries,
    List<LiveSwitchWire> switches) {

  /**
   * @param quarantined what failed tries left, by the task
   */
  static OperationWire of(
      OperationDetail detail, Map<EntityId, QuarantinedFile> quarantined, SentImage sent) {
    return new OperationWire(
        OperationSummaryWire.of(detail.view().listed()),
        detail.retries().stream().map(EntityId::value).toList(),
        detail.view().switches().stream()
            .map(
                view ->
                    LiveSwitchWire.of(
                        view,
                        detail.times().getOrDefault(view.task().id(), TaskTimes.NONE),
                        Optional.ofNullable(quarantined.get(view.task().id())),
                        sent))
            .toList());
  }
}
