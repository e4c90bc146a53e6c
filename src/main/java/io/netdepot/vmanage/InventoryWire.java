package io.netdepot.vmanage;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.netdepot.catalog.DeviceState;
import io.netdepot.devices.KnownDevice;
import io.netdepot.devices.ManagedDevice;
import java.util.List;
import java.util.Optional;

/**
 * A device as the inventory has it: clients take both of its names from here for actions.
 *
 * <p>Source: public SDK, model DeviceDetailsResponse; older ones also read the versions here.
 */
record InventoryWire(
    String uuid,
    @JsonProperty("deviceIP") String deviceIp,
    @JsonProperty("system-ip") String systemIp,
    @JsonProperty("local-system-ip") String localSystemIp,
    @JsonProperty("host-name") String hostName,
    String deviceType,
    String deviceModel,
    String personality,
    String platformFamily,
    @JsonProperty("site-id") String siteId,
    String reachability,
    String validity,
    String version,
    String defaultVersion,
    List<String> availableVersions) {

  static InventoryWire of(KnownDevice known) {
    ManagedDevice device = known.device();
    Optional<DeviceState> state = known.state();
    return new InventoryWire(
        device.uuid(),
        device.systemIp(),
        device.systemIp(),
        device.systemIp(),
        device.hostName(),
        device.personality(),
        device.model(),
        device.personality(),
        device.family(),
        device.siteId(),
        DeviceWire.reachability(state),
        "valid",
        state.map(DeviceState::version).orElse(""),
        state.map(DeviceState::defaultVersion).orElse(""),
        state.map(DeviceState::available).orElse(List.of()));
  }
}
