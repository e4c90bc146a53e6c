package io.netdepot.own;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PhaseTime;
import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.operation.SwitchView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One switch of an operation, as it stands. */
record LiveSwitchWire(
    String address,
    @Nullable String platform,
    String state,
    String phase,
    long receivedBytes,
    @Nullable Long sentBytes,
    @Nullable Long expectedBytes,
    @Nullable String packageId,
    @Nullable String quarantineId,
    @Nullable String error,
    @Nullable String details,
    int tries,
    @Nullable String begunAt,
    @Nullable String tryBegunAt,
    @Nullable String nextTryAt,
    @Nullable String endedAt,
    List<PhaseWire> phases) {

  /**
   * @param quarantined what its last failed try left; the bytes that came are its own then, unless
   *     a try is at work
   * @param delivered whose bytes go the other way
   */
  static LiveSwitchWire of(
      SwitchView view,
      TaskTimes times,
      Optional<QuarantinedFile> quarantined,
      SentImage delivered) {
    Task task = view.task();
    boolean waits = task.state() == OperationState.PENDING && task.tries() > 0;
    return new LiveSwitchWire(
        task.address().text(),
        view.stored().map(StoredPackage::platform).filter(text -> !text.isEmpty()).orElse(null),
        task.state().word(),
        view.phase().word(),
        delivered.order().isPresent() ? 0 : Math.max(view.received(), came(task, quarantined)),
        delivered.to(view).orElse(null),
        view.expected() > 0 ? view.expected() : null,
        task.packageId().map(EntityId::value).orElse(null),
        quarantined.map(file -> file.id().value()).orElse(null),
        task.failure().map(failure -> failure.reason().code()).orElse(null),
        details(task).orElse(null),
        task.tries(),
        times.begunAt().map(Instant::toString).orElse(null),
        times.tryBegunAt().map(Instant::toString).orElse(null),
        waits ? task.notBefore().toString() : null,
        times.endedAt().map(Instant::toString).orElse(null),
        times.phases().stream().map(PhaseWire::of).toList());
  }

  private static long came(Task task, Optional<QuarantinedFile> quarantined) {
    return task.state() == OperationState.IN_PROGRESS
        ? 0
        : quarantined.map(QuarantinedFile::size).orElse(0L);
  }

  /** What cancelling left on the switch counts more than how an earlier try failed. */
  static Optional<String> details(Task task) {
    return Optional.of(task.details())
        .filter(text -> !text.isEmpty())
        .or(() -> task.failure().map(Failure::details).filter(text -> !text.isEmpty()));
  }

  /** What the last try spent in one phase. */
  record PhaseWire(String phase, String begunAt, String endedAt, long milliseconds) {
    static PhaseWire of(PhaseTime time) {
      return new PhaseWire(
          time.phase().word(),
          time.begunAt().toString(),
          time.endedAt().toString(),
          time.spent().toMillis());
    }
  }
}
