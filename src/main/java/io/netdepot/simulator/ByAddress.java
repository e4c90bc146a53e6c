package io.netdepot.simulator;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.sshd.common.session.Session;

/**
 * Finds the switch that a client talks to, by the address the client connected to.
 *
 * @param <S> the kind of switch
 */
final class ByAddress<S> {
  private final Map<InetAddress, S> switches = new LinkedHashMap<>();

  ByAddress(List<S> fleet, Function<S, InetAddress> address) {
    for (S one : fleet) {
      InetAddress taken = address.apply(one);
      if (switches.put(taken, one) != null) {
        throw new IllegalArgumentException("Two switches have address " + taken.getHostAddress());
      }
    }
  }

  S at(InetAddress address) {
    S found = switches.get(address);
    if (found == null) {
      throw new IllegalArgumentException("No switch has address " + address.getHostAddress());
    }
    return found;
  }

  S of(Session session) {
    return at(Connection.localAddress(session));
  }
}
