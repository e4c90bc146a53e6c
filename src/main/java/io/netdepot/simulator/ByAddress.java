package io.netdepot.simulator;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.session.Session;

/** Finds the recorded switch that a client talks to, by the address the client connected to. */
final class ByAddress {
  private final Map<InetAddress, RecordedSwitch> devices = new LinkedHashMap<>();

  ByAddress(List<RecordedSwitch> fleet) {
    for (RecordedSwitch device : fleet) {
      if (devices.put(device.inetAddress(), device) != null) {
        throw new IllegalArgumentException("Two switches have address " + device.address());
      }
    }
  }

  RecordedSwitch at(InetAddress address) {
    RecordedSwitch device = devices.get(address);
    if (device == null) {
      throw new IllegalArgumentException("No switch has address " + address.getHostAddress());
    }
    return device;
  }

  RecordedSwitch of(Session session) {
    return at(Connection.localAddress(session));
  }
}
