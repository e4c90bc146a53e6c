package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.config.AllowedSources;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  private static final String PUBLIC = "198.51.100.7";

  private static AddressRules rules(String allow, String... addresses) {
    return new AddressRules(
        AllowedSources.parse(allow),
        host -> addresses.length == 0 ? InetAddress.getAllByName(host) : of(addresses),
        address -> address.getHostAddress().equals("203.0.113.1"));
  }

  private static InetAddress[] of(String... addresses) {
    return Arrays.stream(addresses).map(AddressRulesTest::address).toArray(InetAddress[]::new);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1:7f00:0:100::",
        "64:ff9b:1::c000:201",
        "2001:0:7f00:1::",
        "2001:0:c000:201:0:0:3fff:fdfe",
        "::ffff:0:127.0.0.1",
        "::ffff:0:192.0.2.1",
        "2002:7f00:1::",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "64:ff9b::a9fe:a9fe",
        "100.100.100.200",
        "168.63.129.16",
        "fd00:ec2::254",
        "fd12::1",
        "fec0::1",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "240.0.0.1",
        "203.0.113.1"
      })
  void refusesByDefault(String address) {
    assertThatThrownBy(() -> rules("any").resolve(address))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessageStartingWith("Nothing is fetched from ")
        .hasMessageContaining("images.allow");
    // Whatever name leads there, also one that is allowed by name.
    assertThatThrownBy(() -> rules("any, images.example", address).resolve("images.example"))
        .isInstanceOf(RefusedAddressException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {PUBLIC, "10.0.0.1", "172.16.0.1", "192.168.1.1", "2001:db8::1"})
  void takesOthersByDefault(String address) throws Exception {
    assertThat(rules("any").resolve(address)).containsExactly(address(address));
  }

  @Test
  void aNetworkWidensWhateverItsKind() throws Exception {
    assertThat(rules("any, 127.0.0.0/8").resolve("127.0.0.1")).hasSize(1);
    assertThat(rules("any, 203.0.113.1").resolve("203.0.113.1")).hasSize(1);
    assertThat(rules("any, fd12::/16", "fd12::1").resolve("images.example")).hasSize(1);
  }

  @Test
  void aListWithoutAnyNarrows() throws Exception {
    assertThat(rules("images.example", PUBLIC).resolve("images.example")).hasSize(1);
    assertThat(rules("198.51.100.0/24", PUBLIC).resolve("whatever.example")).hasSize(1);
    assertThatThrownBy(() -> rules("images.example", PUBLIC).resolve("other.example"))
        .isInstanceOf(RefusedAddressException.class)
        .hasMessageContaining("images.allow does not name it");
  }

  @Test
  void onlyTheGoodAddressesOfANameAreConnectedTo() throws Exception {
    assertThat(rules("any", "127.0.0.1", PUBLIC, "::1").resolve("images.example"))
        .isEqualTo(List.of(address(PUBLIC)));
  }

  @Test
  void theAddressesOfThisMachineAreItsOwn() throws Exception {
    AddressRules rules = new AddressRules(AllowedSources.parse("any"));
    for (InetAddress own :
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList()) {
      assertThat(rules.refusal(own.getHostAddress(), own)).as("%s", own).isPresent();
    }
  }
}
