package io.netdepot.config;

import io.netdepot.fleet.SwitchAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A network of IP addresses in CIDR notation, such as {@code 10.0.0.0/8} or {@code fd00::/8}; a
 * single address is a network of one. Never asks DNS. Immutable.
 */
public final class Network {
  private final InetAddress base;
  private final int prefix;

  private Network(InetAddress base, int prefix) {
    this.base = base;
    this.prefix = prefix;
  }

  /**
   * Reads a network; empty when the text is none, as when bits are set behind its prefix: {@code
   * 10.1.2.3/8} is more likely a slip than a way to say {@code 10.0.0.0/8}.
   */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean literal = address.indexOf(':') >= 0 || address.matches("[0-9.]+");
    if (!literal || SwitchAddress.parse(address).isEmpty()) {
      return Optional.empty();
    }
    try {
      InetAddress base = InetAddress.getByName(address);
      int bits = base.getAddress().length * 8;
      int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
      Network network = new Network(base, prefix);
      return prefix >= 0 && prefix <= bits && network.isBase()
          ? Optional.of(network)
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a network that was checked before.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Network of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a network"));
  }

  private static int prefix(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  private boolean isBase() {
    byte[] bytes = base.getAddress();
    for (int bit = prefix; bit < bytes.length * 8; bit++) {
      if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether an address lies in the network. */
  public boolean contains(InetAddress address) {
    byte[] network = base.getAddress();
    byte[] asked = address.getAddress();
    int whole = prefix / 8;
    if (network.length != asked.length || !Arrays.equals(network, 0, whole, asked, 0, whole)) {
      return false;
    }
    int rest = prefix % 8;
    return rest == 0 || ((network[whole] ^ asked[whole]) & 0xff) >> (8 - rest) == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && prefix == network.prefix
        && base.equals(network.base);
  }

  @Override
  public int hashCode() {
    return 31 * base.hashCode() + prefix;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + prefix;
  }
}
