package io.netdepot.simulator;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.session.Session;

/** Finds the switch that a client talks to, by the address the client connected to. */
final class SwitchLookup {
  private final Map<InetAddress, SimulatedSwitch> switches = new LinkedHashMap<>();

  SwitchLookup(List<SimulatedSwitch> fleet) {
    for (SimulatedSwitch simulated : fleet) {
      if (switches.put(simulated.inetAddress(), simulated) != null) {
        throw new IllegalArgumentException("Two switches have address " + simulated.address());
      }
    }
  }

  SimulatedSwitch at(InetAddress address) {
    SimulatedSwitch simulated = switches.get(address);
    if (simulated == null) {
      throw new IllegalArgumentException("No switch has address " + address.getHostAddress());
    }
    return simulated;
  }

  SimulatedSwitch of(Session session) {
    return at(Connection.localAddress(session));
  }
}
