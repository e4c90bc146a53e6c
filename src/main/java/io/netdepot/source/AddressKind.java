package io.netdepot.source;

import io.netdepot.config.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kinds of addresses at which no repository is looked for unless it is allowed by name of its
 * network: what answers there trusts whoever can reach it.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // its lists are those of List.of, and a network is immutable
enum AddressKind {
  LOOPBACK("a loopback address", "127.0.0.0/8", "::1"),
  UNSPECIFIED("not an address of a host", "0.0.0.0/8", "::", "240.0.0.0/4"),
  // Before link-local, which some of these are: the sentence says more.
  METADATA(
      "the address of a cloud's metadata service",
      "169.254.169.254",
      "169.254.170.2",
      "100.100.100.200",
      "168.63.129.16",
      "192.0.0.192",
      "fd00:ec2::254",
      "fd20:ce::254"),
  LINK_LOCAL("a link-local address", "169.254.0.0/16", "fe80::/10"),
  MULTICAST("a multicast address", "224.0.0.0/4", "ff00::/8"),
  UNIQUE_LOCAL("a unique local address", "fc00::/7", "fec0::/10"),
  // Whole, whatever they stand for: where in them the IPv4 address is, is the translator's choice
  // (RFC 6052, 2.2), and with Teredo (RFC 4380) it is not the host's own.
  TRANSLATED(
      "an address that a translator or a tunnel makes another one of",
      "64:ff9b:1::/48",
      "2001::/32",
      "::ffff:0:0:0/96");

  /** IPv6 addresses that stand for an IPv4 address, and at which byte that begins. */
  private record Embedding(Network network, int at) {}

  // Mapped ones never get here: Java makes IPv4 addresses of them.
  private static final List<Embedding> EMBEDDINGS =
      List.of(
          new Embedding(Network.of("::/96"), 12),
          new Embedding(Network.of("64:ff9b::/96"), 12),
          new Embedding(Network.of("2002::/16"), 2));

  private final String sentence;
  private final List<Network> networks;

  AddressKind(String sentence, String... networks) {
    this.sentence = sentence;
    this.networks = Arrays.stream(networks).map(Network::of).toList();
  }

  /** What such an address is, such as {@code a loopback address}. */
  String sentence() {
    return sentence;
  }

  /** The kind of an address, also of an IPv4 one inside an IPv6 one; empty for all others. */
  static Optional<AddressKind> of(InetAddress address) {
    for (AddressKind kind : values()) {
      if (kind.networks.stream().anyMatch(network -> network.contains(address))) {
        return Optional.of(kind);
      }
    }
    return address instanceof Inet6Address
        ? embedded(address).flatMap(AddressKind::of)
        : Optional.empty();
  }

  private static Optional<InetAddress> embedded(InetAddress address) {
    byte[] bytes = address.getAddress();
    return EMBEDDINGS.stream()
        .filter(embedding -> embedding.network().contains(address))
        .findFirst()
        .map(embedding -> ipv4(Arrays.copyOfRange(bytes, embedding.at(), embedding.at() + 4)));
  }

  private static InetAddress ipv4(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
