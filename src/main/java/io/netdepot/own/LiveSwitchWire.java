package io.netdepot.own;

import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.operation.SwitchView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One switch of an operation, as it stands. */
record LiveSwitchWire(
    String address,
    String state,
    String phase,
    long receivedBytes,
    @Nullable Long expectedBytes,
    @Nullable String packageId,
    @Nullable String error,
    @Nullable String details,
    int tries) {

  static LiveSwitchWire of(SwitchView view) {
    Task task = view.task();
    // What a cancel left on the switch counts more than how an earlier try failed.
    Optional<String> details =
        Optional.of(task.details())
            .filter(text -> !text.isEmpty())
            .or(() -> task.failure().map(Failure::details).filter(text -> !text.isEmpty()));
    return new LiveSwitchWire(
        task.address().text(),
        task.state().word(),
        view.phase().word(),
        view.received(),
        view.expected() > 0 ? view.expected() : null,
        task.packageId().map(EntityId::value).orElse(null),
        task.failure().map(failure -> failure.reason().code()).orElse(null),
        details.orElse(null),
        task.tries());
  }
}
