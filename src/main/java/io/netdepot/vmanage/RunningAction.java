package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.OperationSummary;
import io.netdepot.operation.ListedOperation;

/**
 * An action that has not ended, as the list of tasks has it.
 *
 * <p>Source: public SDK, model RunningTaskData.
 */
record RunningAction(
    String processId,
    String action,
    String name,
    @JsonProperty("detailsURL") String detailsUrl,
    long startTime,
    String status,
    String userSessionUserName,
    @JsonProperty("userSessionIP") String userSessionIp,
    String tenantName,
    String tenantId) {

  static RunningAction of(ListedOperation listed) {
    OperationSummary operation = listed.operation();
    ActionOrder order = operation.action().orElseThrow();
    return new RunningAction(
        ProcessId.of(order.action(), operation.id()),
        ActionWords.word(order.action()),
        ActionWords.name(order.action()),
        ActionStatus.DETAILS,
        operation.createdAt().toEpochMilli(),
        ActionStatus.RUNS,
        order.user(),
        order.from(),
        ClientInfo.TENANT,
        ClientInfo.TENANT);
  }
}
