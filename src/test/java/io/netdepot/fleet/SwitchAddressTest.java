package io.netdepot.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwitchAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.20.0.11",
        "sw12.example",
        "SW_12",
        "sw12.example.",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "a",
        "1a.example"
      })
  void acceptsAddressesAndNames(String text) {
    assertThat(SwitchAddress.parse(text)).map(SwitchAddress::text).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10.0.0.300",
        "0x7f000001",
        "0x7f.0.0.0x1",
        "10.0.0",
        "10.0.0.1 ",
        "-sw",
        "sw-",
        "sw..example",
        "sw/12",
        "a b",
        "fe80::1%eth0",
        "[::1]",
        "1:2",
        "user@sw1",
        "sw1;reboot",
        "sw\n1"
      })
  void refusesEverythingElse(String text) {
    assertThat(SwitchAddress.parse(text)).isEmpty();
  }

  @Test
  void nameOf254CharactersIsTooLong() {
    String label = "a".repeat(63);
    String longest = label + "." + label + "." + label + "." + "a".repeat(61);
    assertThat(longest).hasSize(253);
    assertThat(SwitchAddress.parse(longest)).isPresent();
    assertThat(SwitchAddress.parse(longest + "a")).isEmpty();
  }

  @Test
  void sameSwitchInAnySpelling() {
    assertThat(SwitchAddress.of("SW1.Example")).isEqualTo(SwitchAddress.of("sw1.example."));
    assertThat(SwitchAddress.of("2001:DB8:0::1")).isEqualTo(SwitchAddress.of("2001:db8::1"));
    assertThat(SwitchAddress.of("::ffff:10.0.0.1")).isEqualTo(SwitchAddress.of("10.0.0.1"));
    assertThat(SwitchAddress.of("sw1")).isNotEqualTo(SwitchAddress.of("sw2"));
  }

  @Property
  void neverThrowsAndNeverLetsAShellWordThrough(@ForAll String text) {
    SwitchAddress.parse(text)
        .ifPresent(address -> assertThat(address.text()).matches("[0-9A-Za-z.:_-]+"));
  }
}
