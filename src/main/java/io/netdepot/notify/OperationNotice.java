package io.netdepot.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.Failure;
import io.netdepot.operation.OperationView;
import io.netdepot.operation.SwitchView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is posted about an operation that has ended. It holds no secret: neither a login nor the
 * request.
 *
 * @param event {@code operation-ended}
 */
record OperationNotice(
    String event,
    String operationId,
    String state,
    String error,
    String details,
    String createdAt,
    String endedAt,
    List<Switch> switches) {
  private static final JsonMapper JSON =
      JsonMapper.builder().defaultPropertyInclusion(nonNull()).build();

  private static JsonInclude.Value nonNull() {
    return JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);
  }

  /** One switch, with its package where there is one. */
  record Switch(
      String address,
      String state,
      @Nullable String error,
      @Nullable String details,
      @Nullable String packageId,
      @Nullable String fileName,
      @Nullable Long size,
      @Nullable String sha256) {

    static Switch of(SwitchView view) {
      Optional<StoredPackage> stored = view.stored();
      return new Switch(
          view.task().address().text(),
          view.task().state().word(),
          view.task().failure().map(failure -> failure.reason().code()).orElse(null),
          text(view.task().failure().map(Failure::details).orElse(view.task().details())),
          stored.map(found -> found.id().value()).orElse(null),
          stored.map(StoredPackage::fileName).orElse(null),
          stored.map(StoredPackage::size).orElse(null),
          stored.map(found -> found.digest().hex()).orElse(null));
    }

    private static @Nullable String text(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  static OperationNotice of(OperationView ended) {
    return new OperationNotice(
        "operation-ended",
        ended.operation().id().value(),
        ended.operation().state().word(),
        ended.operation().error(),
        ended.operation().details(),
        ended.operation().createdAt().toString(),
        ended.operation().updatedAt().toString(),
        ended.switches().stream().map(Switch::of).toList());
  }

  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A notice has no JSON", e);
    }
  }
}
