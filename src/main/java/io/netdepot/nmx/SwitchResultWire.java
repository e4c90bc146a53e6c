package io.netdepot.nmx;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.Failure;
import io.netdepot.operation.SwitchView;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of one switch, and the link from an operation to its packages. */
record SwitchResultWire(
    @JsonProperty("Address") String address,
    @JsonProperty("Status") String status,
    @JsonProperty("fileID") @Nullable String fileId,
    @JsonProperty("filename") @Nullable String fileName,
    @JsonProperty("size") @Nullable Long size,
    @JsonProperty("Error") String error,
    @JsonProperty("Details") String details) {

  static SwitchResultWire of(SwitchView view) {
    Task task = view.task();
    Optional<StoredPackage> stored = view.stored();
    // The failure of an earlier try is also kept of a switch that was cancelled later.
    Optional<Failure> failure =
        task.failure().filter(last -> task.state() == OperationState.FAILED);
    return new SwitchResultWire(
        task.address().text(),
        task.state().word(),
        stored.map(one -> one.id().value()).orElse(null),
        stored.map(StoredPackage::fileName).orElse(null),
        stored.map(StoredPackage::size).orElse(null),
        failure.map(last -> last.reason().code()).orElse(""),
        details(task, stored, failure));
  }

  private static String details(
      Task task, Optional<StoredPackage> stored, Optional<Failure> failure) {
    boolean deleted = task.packageId().isPresent() && stored.isEmpty();
    return Stream.concat(
            failure.map(Failure::details).or(() -> deletion(deleted)).stream(),
            Stream.of(task.details()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  // What else is to be said of the switch must not hide why there is no fileID.
  private static Optional<String> deletion(boolean deleted) {
    return deleted ? Optional.of("The package was deleted") : Optional.empty();
  }
}
