package io.netdepot.monitor;

import io.netdepot.catalog.OperationFilter;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.OperationSummary;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.operation.ListedOperation;
import io.netdepot.operation.OperationView;
import io.netdepot.operation.Operations;
import io.netdepot.operation.SwitchView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations as JMX shows them. Thread-safe. */
public final class OperationsBean implements OperationsMXBean {
  private static final Logger log = LoggerFactory.getLogger(OperationsBean.class);
  private static final int RECENT = 20;
  private static final int MOST = 1000;
  private static final int UNFINISHED = 200;

  private final Operations operations;

  public OperationsBean(Operations operations) {
    this.operations = operations;
  }

  @Override
  public List<OperationRow> getUnfinished() {
    return Stream.of(OperationState.PENDING, OperationState.IN_PROGRESS)
        .flatMap(state -> operations.views().list(in(state), Optional.empty(), UNFINISHED).stream())
        .sorted(Comparator.comparing((ListedOperation one) -> one.operation().id()).reversed())
        .map(OperationsBean::row)
        .toList();
  }

  private static OperationFilter in(OperationState state) {
    return new OperationFilter(
        Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty());
  }

  @Override
  public List<OperationRow> getRecent() {
    return list(RECENT);
  }

  @Override
  public List<OperationRow> list(int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("From 1 to " + MOST + " are listed, not " + limit);
    }
    return operations.views().list(OperationFilter.ALL, Optional.empty(), limit).stream()
        .map(OperationsBean::row)
        .toList();
  }

  @Override
  public OperationRow find(@Nullable String id) {
    return row(view(id).listed());
  }

  @Override
  public List<SwitchRow> switchesOf(@Nullable String id) {
    return view(id).switches().stream().map(OperationsBean::row).toList();
  }

  @Override
  public String cancel(@Nullable String id) {
    EntityId known = id(id);
    log.info("Operation {}: cancelled over JMX", known);
    return switch (operations.cancel(known)) {
      case CANCELLING -> "The operation is being cancelled";
      case ENDED -> "The operation has ended before";
      case NOT_FOUND -> throw unknown(known);
    };
  }

  private OperationView view(@Nullable String id) {
    EntityId known = id(id);
    return operations.views().find(known).orElseThrow(() -> unknown(known));
  }

  private static EntityId id(@Nullable String id) {
    String text = GivenText.required(id, "the id of an operation");
    return EntityId.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "An id has 24 hex digits, and this is none: " + shortened(text)));
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static IllegalArgumentException unknown(EntityId id) {
    return new IllegalArgumentException("There is no operation " + id);
  }

  private static OperationRow row(ListedOperation listed) {
    OperationSummary operation = listed.operation();
    return new OperationRow(
        operation.id().value(),
        operation.state().word(),
        listed.percentage(),
        listed.currentStep(),
        operation.createdAt().toString(),
        listed.updatedAt().toString(),
        operation.count(),
        operation.count(OperationState.COMPLETED),
        operation.count(OperationState.FAILED),
        operation.count(OperationState.CANCELLED),
        operation.error(),
        operation.details());
  }

  private static SwitchRow row(SwitchView view) {
    Task task = view.task();
    return new SwitchRow(
        task.address().text(),
        task.state().word(),
        view.phase().word(),
        view.received(),
        view.expected(),
        task.tries(),
        task.failure().map(failure -> failure.reason().code()).orElse(""),
        task.failure().map(failure -> failure.details()).orElse(task.details()),
        task.packageId().map(EntityId::value).orElse(""));
  }
}
