package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void cutsAndReplaces() {
    assertThat(Printable.text("abcdef", 4)).isEqualTo("abc…");
    assertThat(Printable.text("a\r\n\u001b[31m\u202ex\ud800", 80)).isEqualTo("a???[31m?x?");
  }

  @Property
  void canAlwaysBeWritten(@ForAll String text) {
    String printable = Printable.text(text, 50);

    assertThat(printable.length()).isLessThanOrEqualTo(51);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(printable)).isTrue();
    assertThat(printable.chars().anyMatch(Character::isISOControl)).isFalse();
  }
}
