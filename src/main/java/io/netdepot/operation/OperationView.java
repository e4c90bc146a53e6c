package io.netdepot.operation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;

import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationSummary;
import java.time.Instant;
import java.util.List;

/**
 * An operation as it stands, with what is known only while it runs.
 *
 * @param percentage 0 to 100; never falls while the service runs
 * @param currentStep a sentence for people
 * @param updatedAt when anything about it last moved
 * @param switches in the order of the request
 */
public record OperationView(
    Operation operation,
    double percentage,
    String currentStep,
    Instant updatedAt,
    List<SwitchView> switches) {

  public OperationView {
    switches = List.copyOf(switches);
  }

  /** As lists have it. */
  public ListedOperation listed() {
    return new ListedOperation(
        OperationSummary.of(
            operation,
            switches.stream().collect(groupingBy(one -> one.task().state(), summingInt(one -> 1)))),
        percentage,
        currentStep,
        updatedAt);
  }
}
