package io.netdepot.switches;

import io.netdepot.config.Network;
import io.netdepot.fleet.SwitchAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which switches an entry is for. Of each kind of condition that it has, one must hold; a kind
 * without any holds for all. Names are not looked up, so a network is for addresses only.
 *
 * @param names patterns over the whole name, in lower case
 */
record SwitchMatch(
    Set<SwitchAddress> addresses,
    List<Network> networks,
    List<Pattern> names,
    Set<String> profiles) {
  SwitchMatch {
    addresses = Set.copyOf(addresses);
    networks = List.copyOf(networks);
    names = List.copyOf(names);
    profiles = Set.copyOf(profiles);
  }

  /** Reads a name in which {@code *} stands for any characters and {@code ?} for one. */
  static Pattern pattern(String glob) {
    return Pattern.compile(
        glob.toLowerCase(java.util.Locale.ROOT)
            .chars()
            .mapToObj(
                character ->
                    switch (character) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(character));
                    })
            .collect(Collectors.joining()));
  }

  boolean isEmpty() {
    return addresses.isEmpty() && networks.isEmpty() && names.isEmpty() && profiles.isEmpty();
  }

  /** Whether a switch is meant; {@code profile} is the name of the profile it is logged in with. */
  boolean matches(SwitchAddress address, Optional<String> profile) {
    return (addresses.isEmpty() || addresses.contains(address))
        && (networks.isEmpty() || inNetwork(address))
        && (names.isEmpty() || isNamed(address))
        && (profiles.isEmpty() || profile.filter(profiles::contains).isPresent());
  }

  private boolean inNetwork(SwitchAddress address) {
    Optional<InetAddress> literal = literal(address);
    return literal.isPresent()
        && networks.stream().anyMatch(network -> network.contains(literal.get()));
  }

  private boolean isNamed(SwitchAddress address) {
    return literal(address).isEmpty()
        && names.stream().anyMatch(name -> name.matcher(address.canonical()).matches());
  }

  // What has a colon, or digits and dots alone, is a literal: the platform looks nothing up.
  private static Optional<InetAddress> literal(SwitchAddress address) {
    String text = address.canonical();
    if (text.indexOf(':') < 0 && !text.matches("[0-9.]+")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
