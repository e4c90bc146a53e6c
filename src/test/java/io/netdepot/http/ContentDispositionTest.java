package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {
  @Test
  void keepsAnOrdinaryName() {
    assertThat(ContentDisposition.attachment("nvos_dump_sw11_20260105.tar.gz"))
        .isEqualTo(
            "attachment; filename=\"nvos_dump_sw11_20260105.tar.gz\"; "
                + "filename*=UTF-8''nvos_dump_sw11_20260105.tar.gz");
  }

  @Test
  void writesOtherLettersTwice() {
    assertThat(ContentDisposition.attachment("Käse 100%.gz"))
        .isEqualTo("attachment; filename=\"K_se 100_.gz\"; filename*=UTF-8''K%C3%A4se%20100%25.gz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "a\r\nSet-Cookie: x=1",
        "a\"; x=\"b",
        "C:\\x",
        ".ssh",
        "",
        " "
      })
  void makesHostileNamesHarmless(String name) {
    assertHarmless(ContentDisposition.attachment(name));
  }

  @Property
  void neverBreaksOutOfTheHeader(@ForAll String name) {
    assertHarmless(ContentDisposition.attachment(name));
  }

  private static void assertHarmless(String header) {
    assertThat(header)
        .matches("attachment; filename=\"[\\x20-\\x7E&&[^\"\\\\/]]+\"; filename\\*=UTF-8''[!-~]+");
    String decoded =
        URLDecoder.decode(
            header.substring(header.indexOf("''") + 2).replace("+", "%2B"), StandardCharsets.UTF_8);
    assertThat(decoded).doesNotContain("/", "\\", "\r", "\n").doesNotStartWith(".");
  }
}
