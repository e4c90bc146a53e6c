package io.netdepot.vmanage;

import io.netdepot.devices.DeviceType;
import io.netdepot.devices.Devices;
import io.netdepot.devices.KnownDevice;
import io.netdepot.http.Call;
import io.netdepot.http.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The devices there are: for actions, and in the inventory. */
final class DeviceCalls {
  private static final String GRID = "grid-DeviceSoftware";
  private static final String SELF = "vmanage";

  private final Devices devices;
  private final InstantSource clock;

  DeviceCalls(Devices devices, InstantSource clock) {
    this.devices = devices;
    this.clock = clock;
  }

  /** There are no groups: whatever group is asked for has all of them. */
  Reply installable(Call call) {
    String word = call.path("deviceType");
    DeviceType type = DeviceType.parse(word).orElseThrow(() -> DeviceProblems.noSuchType(word));
    List<DeviceWire> found = devices.list(type).stream().map(DeviceWire::of).toList();
    return Reply.json(Envelope.of(clock.instant(), "uuid", GRID, DeviceWire.FIELDS, found));
  }

  Reply edges(Call call) {
    return inventory(call, known -> known.device().type() == DeviceType.VEDGE, List.of());
  }

  /**
   * The controllers there are, of which this service is one. A client reads our release here to
   * know whether to fetch a token.
   */
  Reply controllers(Call call) {
    boolean asked = call.query("model").filter(model -> !model.equals(SELF)).isEmpty();
    return inventory(
        call,
        known -> known.device().type() != DeviceType.VEDGE,
        asked ? List.of(new Self(SELF, SELF, SELF, ClientInfo.RELEASE)) : List.of());
  }

  private Reply inventory(Call call, Predicate<KnownDevice> wanted, List<Self> first) {
    List<Object> found = new ArrayList<>(first);
    devices.list().stream()
        .filter(wanted)
        .filter(known -> call.query("model").map(known.device().model()::equals).orElse(true))
        .map(InventoryWire::of)
        .forEach(found::add);
    return Reply.json(new Data(found));
  }

  private record Data(List<Object> data) {}

  private record Self(String deviceModel, String deviceType, String personality, String version) {}
}
