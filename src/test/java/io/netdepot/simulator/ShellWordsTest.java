package io.netdepot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

  @Test
  void splitsAtBlanks() {
    assertThat(ShellWords.split("  nv  show\tsystem ")).containsExactly("nv", "show", "system");
  }

  @Test
  void joinsQuotedParts() {
    assertThat(ShellWords.split("a'b c'\"d 'e'\"\\ f ''")).isEqualTo(List.of("ab cd 'e' f", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a; b", "a | b", "a > b", "$(a)", "`a`", "a\nb", "\"$HOME\"", "x*", "a &"})
  void refusesWhatAShellWouldActUpon(String line) {
    assertThatThrownBy(() -> ShellWords.split(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'open", "\"open", "open\\"})
  void refusesAnOpenQuote(String line) {
    assertThatThrownBy(() -> ShellWords.split(line)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void givesBackAnySingleQuotedText(@ForAll String text) {
    String quoted = "'" + text.replace("'", "'\\''") + "'";

    assertThat(ShellWords.split("cat " + quoted)).containsExactly("cat", text);
  }

  @Property
  void neverFailsInAnotherWayThanBySayingWhy(@ForAll String line) {
    try {
      ShellWords.split(line);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageMatching("(?s)(unquoted|unterminated|expansion).*");
    }
  }
}
