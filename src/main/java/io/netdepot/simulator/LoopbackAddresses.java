package io.netdepot.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;

/** Where the switches of a fleet are, when only the first one's address is given. */
public final class LoopbackAddresses {
  private static final int IN_A_NET = 254;

  private LoopbackAddresses() {}

  /**
   * So many addresses from the first one on; numbers ending in 0 and 255 are left out.
   *
   * @throws IllegalArgumentException when the first is no IPv4 address of loopback
   */
  public static List<String> from(String first, int count) {
    byte[] bytes;
    try {
      bytes = InetAddress.getByName(first).getAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("'" + first + "' is not an IP address", e);
    }
    if (bytes.length != 4 || bytes[0] != 127) {
      throw new IllegalArgumentException("'" + first + "' is not an address such as 127.0.1.1");
    }
    return IntStream.range(0, count).mapToObj(after -> address(bytes, after)).toList();
  }

  private static String address(byte[] first, int after) {
    int host = (first[3] & 0xff) - 1 + after;
    int net = (first[2] & 0xff) + host / IN_A_NET;
    return "127." + (first[1] & 0xff) + "." + net + "." + (host % IN_A_NET + 1);
  }
}
