package io.netdepot.config;

import io.netdepot.fleet.SwitchAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The remote repositories that may be reached: setting {@code images.allow}.
 *
 * @param any whether every host may be reached at an address that is not refused by its kind
 * @param hosts host names in lower case, each by itself or as {@code *.example} for all below it
 * @param networks addresses that may be connected to whatever their kind is
 */
public record AllowedSources(boolean any, List<String> hosts, List<Network> networks) {
  private static final String ANY = "any";
  private static final String BELOW = "*.";

  public AllowedSources {
    hosts = List.copyOf(hosts);
    networks = List.copyOf(networks);
  }

  /**
   * Reads a list with commas: {@code any}, host names, and networks.
   *
   * @throws IllegalArgumentException when an item is none of these
   */
  public static AllowedSources parse(String text) {
    boolean any = false;
    List<String> hosts = new ArrayList<>();
    List<Network> networks = new ArrayList<>();
    for (String item : text.split(",", -1)) {
      String stripped = item.strip();
      Optional<Network> network = Network.parse(stripped);
      if (stripped.equals(ANY)) {
        any = true;
      } else if (network.isPresent()) {
        networks.add(network.get());
      } else {
        hosts.add(host(stripped));
      }
    }
    return new AllowedSources(any, hosts, networks);
  }

  private static String host(String item) {
    boolean below = item.startsWith(BELOW);
    SwitchAddress name =
        SwitchAddress.parse(below ? item.substring(BELOW.length()) : item)
            .orElseThrow(
                () -> new IllegalArgumentException("'" + item + "' is no host and no network"));
    return (below ? BELOW : "") + name.canonical();
  }

  /** Whether a host is named, by itself or by what it lies below. */
  public boolean names(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return hosts.stream()
        .anyMatch(
            named ->
                named.startsWith(BELOW) ? lower.endsWith(named.substring(1)) : lower.equals(named));
  }

  /** Whether an address lies in a network that is named. */
  public boolean covers(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  @Override
  public String toString() {
    return Stream.of(
            any ? Stream.of(ANY) : Stream.<String>empty(),
            hosts.stream(),
            networks.stream().map(Network::toString))
        .flatMap(items -> items)
        .collect(Collectors.joining(", "));
  }
}
