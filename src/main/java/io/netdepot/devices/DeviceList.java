package io.netdepot.devices;

import java.util.List;
import java.util.Optional;

/** The devices of a file, in its order. Immutable. */
record DeviceList(List<ManagedDevice> devices) {
  DeviceList {
    devices = List.copyOf(devices);
  }

  /** The device that a client names. */
  Optional<ManagedDevice> find(String uuid) {
    return devices.stream().filter(device -> device.uuid().equalsIgnoreCase(uuid)).findFirst();
  }

  /** The device that a client names by its address in the network; none when two have it. */
  Optional<ManagedDevice> bySystemIp(String systemIp) {
    List<ManagedDevice> found =
        devices.stream().filter(device -> device.systemIp().equals(systemIp)).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }
}
