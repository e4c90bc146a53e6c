package io.netdepot.ssh;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Gives the one address of a host that is connected to. May block. */
@FunctionalInterface
public interface HostLookup {
  /**
   * The address of a name, or the one that a literal means.
   *
   * @throws UnknownHostException when there is none, or none that may be connected to
   */
  InetAddress address(String host) throws UnknownHostException;
}
