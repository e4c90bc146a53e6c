package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedSourcesTest {

  @Test
  void readsHostsAndNetworks() throws Exception {
    AllowedSources allowed = AllowedSources.parse("any, Images.Example, *.lab.example,10.0.0.0/8");
    assertThat(allowed.any()).isTrue();
    assertThat(allowed.names("IMAGES.example")).isTrue();
    assertThat(allowed.names("a.b.lab.example")).isTrue();
    assertThat(allowed.names("lab.example")).isFalse();
    assertThat(allowed.names("evil-lab.example")).isFalse();
    assertThat(allowed.covers(InetAddress.getByName("10.1.2.3"))).isTrue();
    assertThat(allowed.covers(InetAddress.getByName("192.0.2.1"))).isFalse();
    assertThat(allowed).hasToString("any, images.example, *.lab.example, 10.0.0.0/8");
    assertThat(AllowedSources.parse(allowed.toString())).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "any,", "10.0.0.1/8", "a b", "*", "*.", "http://images.example"})
  void refusesWhatIsNeither(String text) {
    assertThatThrownBy(() -> AllowedSources.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
