package io.netdepot.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlHostTest {
  @ParameterizedTest
  @CsvSource({
    "files.example, files.example",
    "10.20.0.9, 10.20.0.9",
    "fd00::9, [fd00::9]",
    "[fd00::9], [fd00::9]"
  })
  void anIpv6AddressHasBrackets(String host, String written) {
    assertThat(UrlHost.of(host)).isEqualTo(written);
  }
}
