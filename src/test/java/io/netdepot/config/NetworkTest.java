package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.64.0.0/10, 10.127.0.1, true",
    "10.64.0.0/10, 10.128.0.1, false",
    "0.0.0.0/0, 192.0.2.1, true",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.6/31, 192.0.2.7, true",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "::1, ::1, true",
    "::/0, 10.0.0.1, false",
    "0.0.0.0/0, ::1, false"
  })
  void contains(String network, String address, boolean contained) throws UnknownHostException {
    assertThat(Network.of(network).contains(InetAddress.getByName(address))).isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.1/8",
        "10.0.0/8",
        "10.0.0.300",
        "fd00::/129",
        "fd00::1/8",
        "example.org",
        "example.org/8",
        "0x7f.0.0.1",
        "1e1/8"
      })
  void refusesWhatIsNone(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }

  @Test
  void isTheSameInEverySpelling() {
    assertThat(Network.of("fd00:0::/16")).isEqualTo(Network.of("FD00::/16"));
    assertThat(Network.of("10.0.0.1")).isEqualTo(Network.of("10.0.0.1/32"));
    assertThat(Network.of("10.0.0.1")).hasToString("10.0.0.1/32");
    assertThatThrownBy(() -> Network.of("ten")).hasMessageContaining("'ten'");
  }
}
