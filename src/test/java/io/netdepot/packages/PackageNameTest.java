package io.netdepot.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageNameTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:18:42.5Z");
  private static final SwitchAddress SWITCH = SwitchAddress.of("SW11.example");
  private static final String FALLBACK = "support-logs-sw11.example-20260105T101842Z.tar.gz";

  private static String name(String switchFileName) {
    return PackageName.of(switchFileName, SWITCH, NOW).value();
  }

  @ParameterizedTest
  @CsvSource({
    "nvos_dump_sw11_20260105_101500.tar.gz, nvos_dump_sw11_20260105_101500.tar.gz",
    "/host/dump/nvos_dump_a.tar.gz, nvos_dump_a.tar.gz",
    "cl_support_leaf01_20260105_101500.txz, cl_support_leaf01_20260105_101500.txz",
    "sysdump-a.tgz, sysdump-a.tgz",
    "a.tar.xz, a.tar.xz",
    "DUMP.TAR.GZ, DUMP.tar.gz",
    "dump of sw 11.tar.gz, dump_of_sw_11.tar.gz",
    "C:\\dumps\\a.tar.gz, a.tar.gz",
    "../../a.tar.gz, a.tar.gz",
    "..a.tar.gz, a.tar.gz",
    "-rf.tar.gz, rf.tar.gz",
    "console.tar.gz, console.tar.gz",
    "dümp.tar.gz, d_mp.tar.gz"
  })
  void keepsTheBaseNameAsFarAsItIsSafe(String switchFileName, String expected) {
    assertThat(name(switchFileName)).isEqualTo(expected);
  }

  @Test
  void letsNoControlCharacterThrough() {
    assertThat(name("a\r\nSet-Cookie: b\u0000\u001b[31m.tar.gz"))
        .isEqualTo("a__Set-Cookie__b___31m.tar.gz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "../../etc/passwd",
        "a.tar.gz/",
        "a.zip",
        "tar.gz",
        ".tar.gz",
        "..-.tar.gz",
        "con.tar.gz",
        "NUL.dump.tar.gz",
        "com1.tgz",
        "a.tar.gz\n"
      })
  void makesANameWhereTheSwitchHasNone(String switchFileName) {
    assertThat(name(switchFileName)).isEqualTo(FALLBACK);
  }

  @Test
  void makesANameForAnIpv6Address() {
    assertThat(PackageName.of("", SwitchAddress.of("2001:db8::1"), NOW).value())
        .isEqualTo("support-logs-2001_db8_0_0_0_0_0_1-20260105T101842Z.tar.gz");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(name("a".repeat(500) + ".tar.gz")).isEqualTo("a".repeat(193) + ".tar.gz");
    SwitchAddress longest = SwitchAddress.of("a.".repeat(126) + "a");
    assertThat(PackageName.of("", longest, NOW).value())
        .hasSize(200)
        .startsWith("support-logs-a.a.")
        .endsWith("-20260105T101842Z.tar.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a/b.tar.gz", ".a.tar.gz", "-a.tgz", "con.tgz", "a b.tgz"})
  void isNeverMadeOfAnythingElse(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new PackageName(value));
  }

  @Property
  void isSafeWhateverTheSwitchSays(@ForAll String text) {
    for (String hostile :
        new String[] {text, text + ".tar.gz", "/" + text + ".TGZ", "con" + text}) {
      String name = name(hostile);
      assertThat(name).matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}").endsWithIgnoringCase("z");
      assertThat(name(name)).isEqualTo(name);
    }
  }
}
