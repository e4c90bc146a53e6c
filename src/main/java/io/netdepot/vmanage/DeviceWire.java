package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.catalog.DeviceState;
import io.netdepot.devices.KnownDevice;
import io.netdepot.devices.ManagedDevice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A device as the list for actions has it. What it runs is not among its available versions.
 *
 * <p>Source: vManage OpenAPI 20.16, {@code findInstalledDevices}, and the public SDK, which takes
 * the available versions and the current one for all that are installed.
 */
@JsonPropertyOrder({"uuid", "system-ip", "host-name", "version", "availableVersions"})
record DeviceWire(
    String uuid,
    @JsonProperty("system-ip") String systemIp,
    @JsonProperty("local-system-ip") String localSystemIp,
    @JsonProperty("host-name") String hostName,
    @JsonProperty("device-type") String deviceType,
    @JsonProperty("device-model") String deviceModel,
    @JsonProperty("device-os") String deviceOs,
    String personality,
    String platform,
    String platformFamily,
    @JsonProperty("site-id") String siteId,
    String reachability,
    String version,
    @JsonProperty("current-partition") String currentPartition,
    String defaultVersion,
    List<String> availableVersions,
    @JsonProperty("isMultiStepUpgradeSupported") boolean multiStep,
    @JsonProperty("isScheduleUpgradeSupported") boolean scheduled,
    int layoutLevel,
    @JsonProperty("uptime-date") long uptimeDate) {

  static final List<Envelope.Field> FIELDS =
      List.of(
          Envelope.Field.string("host-name"),
          new Envelope.Field("system-ip", "ip"),
          Envelope.Field.string("site-id"),
          Envelope.Field.string("device-model"),
          Envelope.Field.string("reachability"),
          Envelope.Field.string("version"),
          new Envelope.Field("availableVersions", "array"),
          Envelope.Field.string("defaultVersion"));

  private static final int LEVEL = 2;

  static DeviceWire of(KnownDevice known) {
    ManagedDevice device = known.device();
    Optional<DeviceState> state = known.state();
    String version = state.map(DeviceState::version).orElse("");
    return new DeviceWire(
        device.uuid(),
        device.systemIp(),
        device.systemIp(),
        device.hostName(),
        device.personality(),
        device.model(),
        device.os(),
        device.personality(),
        device.model(),
        device.family(),
        device.siteId(),
        reachability(state),
        version,
        version,
        state.map(DeviceState::defaultVersion).orElse(""),
        state.map(DeviceState::available).orElse(List.of()),
        false,
        false,
        LEVEL,
        // When it booted is not asked; when it was asked is the nearest to it.
        state.flatMap(DeviceState::toldAt).map(Instant::toEpochMilli).orElse(0L));
  }

  /** Of one that was never asked nobody knows better than who listed it. */
  static String reachability(Optional<DeviceState> state) {
    return state.flatMap(DeviceState::reachable).orElse(true) ? "reachable" : "unreachable";
  }
}
