package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2oTDnZH7Y9sSk3Hcjxq2Ng8gQ8oDU0LAcYdCjm7p7q";

  @Test
  void comparesHostsExactly() {
    KnownHosts hosts =
        KnownHosts.parse("10.0.0.10 " + KEY + "\n[10.0.0.1]:2222 " + KEY + "\n[sw1]:22 " + KEY);
    assertThat(hosts.of("10.0.0.1", 22)).isEmpty();
    assertThat(hosts.of("10.0.0.10", 22)).hasSize(1);
    assertThat(hosts.of("10.0.0.1", 2222)).hasSize(1);
    assertThat(hosts.of("sw1", 22)).hasSize(1);
    assertThat(hosts.of("sw1", 2222)).isEmpty();
  }

  @Test
  void listsIpv6AddressesWithAndWithoutAPort() {
    KnownHosts hosts = KnownHosts.parse("fd00:0:0:0:0:0:0:1,[fd00:0:0:0:0:0:0:2]:2222 " + KEY);
    assertThat(hosts.all())
        .extracting(PinnedKey::host, PinnedKey::port)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("fd00:0:0:0:0:0:0:1", 22),
            org.assertj.core.groups.Tuple.tuple("fd00:0:0:0:0:0:0:2", 2222));
    assertThat(hosts.without("fd00:0:0:0:0:0:0:2").of("fd00:0:0:0:0:0:0:1", 22)).hasSize(1);
  }

  @Test
  void showsTheFingerprintThatOpenSshShows() {
    assertThat(KnownHosts.parse("sw1 " + KEY).all().get(0).fingerprint())
        .matches("SHA256:[A-Za-z0-9+/]{43}");
  }

  @Test
  void keepsEveryOtherLineAsItIs() {
    String text = "# ours\n\n|1|abc=|def= " + KEY + "\n*.lab " + KEY + "\nsw1\t" + KEY + "  x\n";
    KnownHosts hosts = KnownHosts.parse(text);
    assertThat(hosts.text()).isEqualTo(text);
    assertThat(hosts.skipped()).isEqualTo(2);
    assertThat(hosts.without("sw1").text()).doesNotContain("sw1").contains("*.lab");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sw1|it needs a host, a key type and a key",
        "sw1 ssh-ed25519|it needs a host",
        "sw1 ssh-ed25519 %%%|its key is not base64",
        "sw1 ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIJ2o|its key is not of the type it names",
        "sw1,, ssh-ed25519 AAAAC3NzaC1lZDI1NTE5|one of its hosts is empty"
      })
  void saysWhatIsWrongWithALine(String line, String why) {
    assertThatThrownBy(() -> KnownHosts.parse("# fine\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageContaining(why);
  }

  @Property(tries = 2_000)
  void everyTextIsReadOrRefusedAndWhatIsReadIsKept(@ForAll("files") String text) {
    KnownHosts hosts;
    try {
      hosts = KnownHosts.parse(text);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).startsWith("line ");
      return;
    }
    assertThat(KnownHosts.parse(hosts.text())).isEqualTo(hosts);
    for (PinnedKey pinned : hosts.all()) {
      KnownHosts without = hosts.without(pinned.host());
      assertThat(without.of(pinned.host(), pinned.port())).isEmpty();
      assertThat(KnownHosts.parse(without.text())).isEqualTo(without);
    }
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> host = Arbitraries.strings().withChars("ab1.:[]*!|@,#2").ofMaxLength(10);
    Arbitrary<String> key =
        Arbitraries.of(List.of(KEY, KEY + " comment", "ssh-rsa AAAA", "", "x y z"));
    Arbitrary<String> line = net.jqwik.api.Combinators.combine(host, key).as((h, k) -> h + " " + k);
    return line.list().ofMaxSize(5).map(lines -> String.join("\n", lines));
  }
}
