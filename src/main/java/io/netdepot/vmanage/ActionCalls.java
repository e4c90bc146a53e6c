package io.netdepot.vmanage;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.ActionOrder.Action;
import io.netdepot.catalog.OperationFilter;
import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.devices.DeviceOrdered;
import io.netdepot.devices.DeviceRequest;
import io.netdepot.devices.DeviceType;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.Call;
import io.netdepot.http.Caller;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.operation.CancelAnswer;
import io.netdepot.operation.ListedOperation;
import io.netdepot.operation.OperationDetail;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code /device/action}: orders actions on devices, and tells how they go. */
final class ActionCalls {
  private static final int MOST_RUNNING = 200;
  // The clocks of clients go a little before ours.
  private static final Duration NOW = Duration.ofMinutes(1);

  private final DeviceDesk desk;
  private final DeviceLinks links;
  private final InstantSource clock;

  ActionCalls(DeviceDesk desk, DeviceLinks links, InstantSource clock) {
    this.desk = desk;
    this.links = links;
    this.clock = clock;
  }

  Map<String, Endpoint> endpoints() {
    return Map.ofEntries(
        Map.entry("installSoftware", call -> order(call, Action.INSTALL)),
        Map.entry("changePartition", call -> order(call, Action.CHANGE_PARTITION)),
        Map.entry("makeDefaultPartition", call -> order(call, Action.DEFAULT_PARTITION)),
        Map.entry("removePartition", call -> order(call, Action.REMOVE_PARTITION)),
        Map.entry("getActionStatus", this::status),
        Map.entry("listRunningActions", this::running),
        Map.entry("countRunningActions", this::count),
        Map.entry("cancelAction", this::cancel));
  }

  private Reply order(Call call, Action action) {
    JsonNode body = call.body();
    JsonNode input = body.path("input");
    refuseOther(body.path("action").asText(""), action);
    // Some clients send the time of the action, which is now.
    refuseLater(body);
    refuseLater(input);
    List<DeviceRequest.Wanted> software = software(input);
    if (action == Action.INSTALL && software.isEmpty()) {
      throw DeviceProblems.refused("input: send version, or data with the version of each family");
    }
    DeviceRequest request =
        new DeviceRequest(
            action,
            // The contract allows no other word.
            DeviceType.parse(body.path("deviceType").asText()).orElseThrow(),
            devices(body.path("devices")),
            software,
            input.path("reboot").asBoolean(false),
            call.caller().map(Caller::user).orElse(""),
            call.head().from(),
            id -> links.base(call, id),
            new RecordedRequest("post", call.uri().toString(), body.toString()));
    return switch (desk.orders().order(request)) {
      case DeviceOrdered.Accepted(var id) -> {
        call.concern(id);
        yield Reply.json(Started.of(ProcessId.of(action, id)));
      }
      case DeviceOrdered.Unknown(var sentence) -> throw DeviceProblems.unknown(sentence);
      case DeviceOrdered.Bad(var sentence) -> throw DeviceProblems.refused(sentence);
      case DeviceOrdered.Busy(var sentence) -> throw DeviceProblems.busy(sentence);
    };
  }

  // Some clients send none. What contradicts its path was meant for another.
  private static void refuseOther(String word, Action action) {
    if (!word.isEmpty() && !word.equals(ActionWords.word(action))) {
      throw DeviceProblems.otherAction(ActionWords.word(action), word);
    }
  }

  /** Refuses a time to come, which clients send in the body or in its input. */
  private void refuseLater(JsonNode timed) {
    JsonNode millis = timed.path("actionStartMillis");
    if (millis.canConvertToLong()
        && Instant.ofEpochMilli(millis.asLong()).isAfter(clock.instant().plus(NOW))) {
      throw DeviceProblems.refused(
          "actionStartMillis: an action begins when it is ordered; order it then");
    }
    // The text alone has no format that is documented; to begin at once may be hours too early.
    if (!millis.canConvertToLong() && !timed.path("actionStart").asText("").isBlank()) {
      throw DeviceProblems.refused(
          "actionStart: an action begins when it is ordered; leave the time out, or send"
              + " actionStartMillis too when it is now");
    }
  }

  private static List<DeviceRequest.Wanted> software(JsonNode input) {
    List<DeviceRequest.Wanted> software = new ArrayList<>();
    for (JsonNode one : input.path("data")) {
      // Only the id tells one of several images with a version.
      String id = one.path("versionId").asText("");
      software.add(
          new DeviceRequest.Wanted(
              id.isEmpty() ? one.path("version").asText("") : id, one.path("family").asText("")));
    }
    String version = input.path("version").asText("");
    if (software.isEmpty() && !version.isEmpty()) {
      software.add(new DeviceRequest.Wanted(version, input.path("family").asText("")));
    }
    return software;
  }

  private static List<DeviceRequest.Named> devices(JsonNode sent) {
    List<DeviceRequest.Named> devices = new ArrayList<>();
    for (JsonNode device : sent) {
      JsonNode version = device.path("version");
      List<String> versions = new ArrayList<>();
      if (version.isArray()) {
        version.forEach(one -> versions.add(one.asText()));
      } else if (!version.asText("").isEmpty()) {
        versions.add(version.asText());
      }
      devices.add(
          new DeviceRequest.Named(
              device.path("deviceId").asText(""),
              device.path("deviceIP").asText(""),
              versions.stream().distinct().toList()));
    }
    return devices;
  }

  private Reply status(Call call) {
    OperationDetail detail = action(call.path("processId"));
    return Reply.json(
        ActionStatus.of(
            detail,
            detail.view().operation().action().orElseThrow(),
            desk.log().told(detail.view().operation().id())));
  }

  private OperationDetail action(String processId) {
    return ProcessId.parse(processId)
        .flatMap(desk.operations().views()::detail)
        .filter(
            detail ->
                detail
                    .view()
                    .operation()
                    .action()
                    .map(ActionOrder::action)
                    .map(action -> ProcessId.of(action, detail.view().operation().id()))
                    .filter(processId::equals)
                    .isPresent())
        .orElseThrow(() -> DeviceProblems.noSuchAction(processId));
  }

  private Reply running(Call call) {
    return Reply.json(new RunningActions(running().map(RunningAction::of).toList()));
  }

  private Reply count(Call call) {
    return Reply.json(new Count(new ActiveTasks(running().count())));
  }

  private Stream<ListedOperation> running() {
    return Stream.of(OperationState.IN_PROGRESS, OperationState.PENDING)
        .flatMap(state -> list(state).stream())
        .sorted(Comparator.comparing((ListedOperation one) -> one.operation().id()).reversed());
  }

  private List<ListedOperation> list(OperationState state) {
    return desk.operations()
        .views()
        .list(
            new OperationFilter(
                Optional.of(state),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(OperationKind.ACTION)),
            Optional.empty(),
            MOST_RUNNING);
  }

  private Reply cancel(Call call) {
    String processId = call.path("processId");
    EntityId operation = action(processId).view().operation().id();
    call.concern(operation);
    CancelAnswer answer = desk.operations().cancel(operation);
    if (answer == CancelAnswer.ENDED) {
      throw DeviceProblems.refused("The action " + processId + " has ended already");
    }
    return Reply.json(Started.of(processId));
  }

  /** The id twice: one release of the public SDK reads it below {@code data}, all others here. */
  private record Started(String id, Id data) {
    static Started of(String id) {
      return new Started(id, new Id(id));
    }
  }

  private record Id(String id) {}

  private record Count(ActiveTasks data) {}

  private record ActiveTasks(long activeTaskCount) {}

  private record RunningActions(List<RunningAction> runningTasks) {}
}
