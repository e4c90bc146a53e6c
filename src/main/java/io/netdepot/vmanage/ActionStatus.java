package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.DeviceCatalog;
import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.Phase;
import io.netdepot.operation.OperationDetail;
import io.netdepot.operation.SwitchView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an action goes, device by device.
 *
 * <p>Source: what public clients read; the vendor's document does not describe it. They know a
 * device to have ended by {@code Success} or {@code Failure}, so a cancelled one has failed.
 */
record ActionStatus(
    List<Device> data,
    Validation validation,
    Summary summary,
    @JsonProperty("isCancelEnabled") boolean cancelEnabled,
    @JsonProperty("isParallelExecutionEnabled") boolean parallel) {

  static final String DETAILS = "/dataservice/device/action/status";
  static final String RUNS = "in_progress";
  private static final String ENDED = "done";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d-MMM-yyyy H:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static ActionStatus of(
      OperationDetail detail, ActionOrder order, Map<EntityId, List<DeviceCatalog.Told>> told) {
    Operation operation = detail.view().operation();
    String process = ProcessId.of(order.action(), operation.id());
    List<Device> devices = new ArrayList<>();
    for (SwitchView view : detail.view().switches()) {
      Optional<TaskTimes> times = Optional.ofNullable(detail.times().get(view.task().id()));
      devices.add(
          Device.of(
              view,
              order,
              process,
              told.getOrDefault(view.task().id(), List.of()),
              times.flatMap(TaskTimes::begunAt).orElse(operation.createdAt())));
    }
    return new ActionStatus(
        devices,
        Validation.of(process, operation.createdAt()),
        Summary.of(operation, order, devices),
        devices.stream().anyMatch(Device::runs),
        true);
  }

  private static String line(Instant at, String text) {
    return "[" + TIME.format(at) + "] " + text;
  }

  /** How a task stands, in the words that clients compare. */
  private enum Standing {
    RUNS("in_progress", "In progress"),
    SUCCEEDED("success", "Success"),
    FAILED("failure", "Failure");

    private final String id;
    private final String name;

    Standing(String id, String name) {
      this.id = id;
      this.name = name;
    }

    static Standing of(OperationState state) {
      return switch (state) {
        case PENDING, IN_PROGRESS -> RUNS;
        case COMPLETED -> SUCCEEDED;
        case FAILED, CANCELLED -> FAILED;
      };
    }
  }

  /** One device of an action. */
  record Device(
      String statusId,
      String status,
      List<String> activity,
      String currentActivity,
      String action,
      String actionConfig,
      int order,
      String uuid,
      @JsonProperty("deviceID") String deviceId,
      @JsonProperty("host-name") String hostName,
      @JsonProperty("site-id") String siteId,
      @JsonProperty("system-ip") String systemIp,
      @JsonProperty("local-system-ip") String localSystemIp,
      String version,
      String processId,
      String statusType,
      String requestStatus,
      long startTime,
      @JsonProperty("@rid") int rid) {

    static Device of(
        SwitchView view,
        ActionOrder order,
        String process,
        List<DeviceCatalog.Told> told,
        Instant begun) {
      Task task = view.task();
      ActionOrder.Target target = order.target(task.address()).orElseThrow();
      Standing standing = Standing.of(task.state());
      String word = ActionWords.word(order.action());
      return new Device(
          standing.id,
          standing.name,
          told.stream().map(one -> line(one.at(), one.text())).toList(),
          current(view, order),
          word,
          "",
          task.position(),
          target.uuid(),
          target.uuid(),
          target.hostName(),
          target.siteId(),
          target.systemIp(),
          target.systemIp(),
          target.version(),
          process,
          word,
          "received",
          begun.toEpochMilli(),
          task.position() + 1);
    }

    private boolean runs() {
      return statusId.equals(RUNS);
    }

    private static String current(SwitchView view, ActionOrder order) {
      Task task = view.task();
      String name = ActionWords.name(order.action());
      return switch (task.state()) {
        case COMPLETED -> "Done - " + name;
        case FAILED ->
            "Failed - "
                + name
                + task.failure()
                    .map(why -> ": " + why.reason().code() + ": " + why.details())
                    .orElse("");
        case CANCELLED ->
            "Cancelled - " + name + (task.details().isEmpty() ? "" : ": " + task.details());
        default ->
            view.phase() == Phase.WAITING
                ? task.failure().map(Failure::details).orElse("Waiting - " + name)
                : view.phase().doing() + " " + task.address();
      };
    }
  }

  /** What was looked at before the action began, which is part of taking the order. */
  record Validation(
      String statusType,
      List<String> activity,
      String status,
      String statusId,
      @JsonProperty("vmanageIP") String vmanageIp,
      @JsonProperty("system-ip") String systemIp,
      @JsonProperty("deviceID") String deviceId,
      String uuid,
      String processId,
      String actionConfig,
      String currentActivity,
      String action,
      long startTime,
      String requestStatus,
      int order) {

    static Validation of(String process, Instant at) {
      return new Validation(
          "validation",
          List.of(line(at, "The devices and the versions are known")),
          "Validation success",
          "validation_success",
          "",
          "",
          "",
          "",
          process,
          "",
          "Done - Validation",
          "validation",
          at.toEpochMilli(),
          "received",
          0);
    }
  }

  /** All of it. Times are texts here. */
  record Summary(
      String action,
      String name,
      @JsonProperty("detailsURL") String detailsUrl,
      String startTime,
      @Nullable String endTime,
      String userSessionUserName,
      @JsonProperty("userSessionIP") String userSessionIp,
      String tenantName,
      int total,
      String status,
      Map<String, Integer> count) {

    static Summary of(Operation operation, ActionOrder order, List<Device> devices) {
      Map<String, Integer> count = new TreeMap<>();
      devices.forEach(device -> count.merge(device.status(), 1, Integer::sum));
      // Clients stop asking now: every device has ended, and what they read is the end.
      boolean ended = devices.stream().noneMatch(Device::runs);
      return new Summary(
          ActionWords.word(order.action()),
          ActionWords.name(order.action()),
          DETAILS,
          Long.toString(operation.createdAt().toEpochMilli()),
          ended
              ? Long.toString(operation.endedAt().orElse(operation.updatedAt()).toEpochMilli())
              : null,
          order.user(),
          order.from(),
          ClientInfo.TENANT,
          devices.size(),
          ended ? ENDED : RUNS,
          count);
    }
  }
}
