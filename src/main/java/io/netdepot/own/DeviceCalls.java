package io.netdepot.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.DeviceState;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.devices.DeviceOrdered;
import io.netdepot.devices.DeviceOrders;
import io.netdepot.devices.Devices;
import io.netdepot.devices.KnownDevice;
import io.netdepot.devices.ManagedDevice;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiProblem;
import io.netdepot.http.Call;
import io.netdepot.http.Caller;
import io.netdepot.http.Endpoint;
import io.netdepot.http.Reply;
import io.netdepot.yaml.FileRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /devices}: those of the file of devices, and asking them what they have. */
public final class DeviceCalls implements OwnPart {
  private final Devices devices;
  private final DeviceOrders orders;

  public DeviceCalls(Devices devices, DeviceOrders orders) {
    this.devices = devices;
    this.orders = orders;
  }

  @Override
  public Map<String, Endpoint> endpoints() {
    return Map.of("listDevices", this::list, "lookAtDevices", this::look);
  }

  private Reply list(Call call) {
    return Reply.json(
        new Wire(
            devices.file().toString(),
            devices.loadedAt().toString(),
            devices.isFromLastGood(),
            devices.refusal().map(Refusal::of).orElse(null),
            devices.list().stream().map(One::of).toList()));
  }

  private Reply look(Call call) {
    List<KnownDevice> asked = asked(call.body().path("devices"));
    if (asked.isEmpty()) {
      throw ApiProblem.of(409, "There is no device in " + devices.file() + " (devices.file)");
    }
    RecordedRequest recorded =
        new RecordedRequest(
            "post",
            call.uri().toString(),
            call.body().isMissingNode() ? "{}" : call.body().toString());
    return switch (orders.look(
        asked, call.caller().map(Caller::user).orElse(""), call.head().from(), recorded)) {
      case DeviceOrdered.Accepted(EntityId id) ->
          Reply.json(202, new Accepted(id.value()))
              .with("Location", "/netdepot/v1/operations/" + id);
      case DeviceOrdered.Unknown(var sentence) -> throw ApiProblem.of(404, sentence);
      case DeviceOrdered.Bad(var sentence) -> throw ApiProblem.of(409, sentence);
      case DeviceOrdered.Busy(var sentence) -> throw ApiProblem.of(409, sentence);
    };
  }

  private List<KnownDevice> asked(JsonNode uuids) {
    if (uuids.isMissingNode()) {
      return devices.list();
    }
    List<KnownDevice> asked = new ArrayList<>();
    for (JsonNode uuid : uuids) {
      KnownDevice known =
          devices
              .find(uuid.asText())
              .orElseThrow(
                  () ->
                      ApiProblem.of(
                          404,
                          "There is no device '"
                              + uuid.asText()
                              + "' in "
                              + devices.file()
                              + " (devices.file)"));
      if (!asked.contains(known)) {
        asked.add(known);
      }
    }
    return asked;
  }

  private record Accepted(String operationId) {}

  private record Wire(
      String file, String loadedAt, boolean lastGood, @Nullable Refusal refusal, List<One> items) {}

  private record Refusal(String at, List<String> problems) {
    static Refusal of(FileRefusal refusal) {
      return new Refusal(
          refusal.at().toString(), refusal.problems().stream().map(Object::toString).toList());
    }
  }

  private record One(
      String uuid,
      String address,
      String systemIp,
      String hostName,
      String type,
      String personality,
      @Nullable String profile,
      @Nullable Boolean reachable,
      @Nullable String problem,
      @Nullable String askedAt,
      @Nullable String toldAt,
      @Nullable String version,
      @Nullable String defaultVersion,
      List<String> availableVersions) {

    static One of(KnownDevice known) {
      ManagedDevice device = known.device();
      Optional<DeviceState> state = known.state();
      return new One(
          device.uuid(),
          device.address().text(),
          device.systemIp(),
          device.hostName(),
          device.type().word(),
          device.personality(),
          device.profile().orElse(null),
          state.flatMap(DeviceState::reachable).orElse(null),
          state.flatMap(DeviceState::problem).orElse(null),
          state.map(DeviceState::askedAt).map(Instant::toString).orElse(null),
          state.flatMap(DeviceState::toldAt).map(Instant::toString).orElse(null),
          told(state.map(DeviceState::version)),
          told(state.map(DeviceState::defaultVersion)),
          state.map(DeviceState::available).orElse(List.of()));
    }

    private static @Nullable String told(Optional<String> text) {
      return text.filter(said -> !said.isEmpty()).orElse(null);
    }
  }
}
