package io.netdepot.own;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netdepot.catalog.Operation;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.fleet.EntityId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first file of a bundle: what is in it, and why what is not is not. It says nothing that
 * changes while the packages stay the same, so that the same packages make the same bundle.
 *
 * @param format of the whole bundle; another number where the same packages make other bytes
 */
record BundleManifest(
    int format,
    String operation,
    String state,
    @Nullable String error,
    @Nullable String details,
    String acceptedAt,
    String endedAt,
    @Nullable String retryOf,
    List<Switch> switches) {
  private static final int FORMAT = 1;
  // The same line ends on every system, and readable where no tool for JSON is at hand.
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build()
          .writer(
              new DefaultPrettyPrinter()
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")));

  static BundleManifest of(Operation operation, Instant endedAt, List<Switch> switches) {
    return new BundleManifest(
        FORMAT,
        operation.id().value(),
        operation.state().word(),
        operation.error().isEmpty() ? null : operation.error(),
        operation.details().isEmpty() ? null : operation.details(),
        operation.createdAt().toString(),
        endedAt.toString(),
        operation.retryOf().map(EntityId::value).orElse(null),
        switches);
  }

  byte[] bytes() {
    try {
      return (WRITER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A manifest has no JSON", e);
    }
  }

  /**
   * One switch.
   *
   * @param file the name of its package in the bundle
   * @param missing why a package that was collected is not in the bundle: {@code deleted} or {@code
   *     damaged}
   */
  record Switch(
      String address,
      @Nullable String platform,
      String outcome,
      @Nullable String reason,
      @Nullable String phase,
      @Nullable String details,
      int tries,
      @Nullable String begunAt,
      @Nullable String endedAt,
      @Nullable String packageId,
      @Nullable String file,
      @Nullable Long size,
      @Nullable String sha256,
      @Nullable String storedAt,
      @Nullable String missing) {

    static Switch of(
        Task task,
        TaskTimes times,
        Optional<StoredPackage> stored,
        Optional<String> file,
        Optional<String> missing) {
      return new Switch(
          task.address().text(),
          stored.map(StoredPackage::platform).filter(text -> !text.isEmpty()).orElse(null),
          task.state().word(),
          task.failure().map(failure -> failure.reason().code()).orElse(null),
          task.failure().map(failure -> failure.phase().word()).orElse(null),
          LiveSwitchWire.details(task).orElse(null),
          task.tries(),
          times.begunAt().map(Instant::toString).orElse(null),
          times.endedAt().map(Instant::toString).orElse(null),
          task.packageId().map(EntityId::value).orElse(null),
          file.orElse(null),
          stored.map(StoredPackage::size).orElse(null),
          stored.map(one -> one.digest().hex()).orElse(null),
          stored.map(one -> one.storedAt().toString()).orElse(null),
          missing.orElse(null));
    }
  }
}
