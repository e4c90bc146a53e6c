package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTextTest {
  private final TerminalText text = new TerminalText();

  private void add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    text.add(bytes, 0, bytes.length);
  }

  static List<Arguments> screens() {
    return List.of(
        arguments("plain", "plain"),
        arguments("\u001b[1;32msw1\u001b[0m >", "sw1 >"),
        arguments("\u001b]0;a title\u0007sw1 >", "sw1 >"),
        arguments("\u001b]0;a title\u001b\\sw1 >", "sw1 >"),
        arguments("\u001b=\u001b[?1hsw1 >", "sw1 >"),
        arguments("sw1 > ena\rsw1 > enable", "sw1 > enable"),
        arguments("lines 1-24 \r           \rsysdump", "sysdump"),
        arguments("--More--\r\u001b[Ksysdump", "sysdump"),
        arguments("--More--" + "\b".repeat(8) + " ".repeat(8) + "\b".repeat(8) + "sw1 >", "sw1 >"),
        arguments("abc\u001b[2Dx", "axc"),
        arguments("abc\u001b[2Kx", "x"),
        arguments("abc\u001b[1Gx", "xbc"),
        arguments("a\u0000b\u007fc", "abc"),
        arguments("gr\u00fc\u00dfe", "gr\u00fc\u00dfe"));
  }

  @ParameterizedTest
  @MethodSource("screens")
  void showsWhatATerminalShows(String came, String shown) {
    add(came);
    assertThat(text.line().stripTrailing()).isEqualTo(shown);
    assertThat(text.lines()).isEmpty();
  }

  @Test
  void keepsWholeLinesApartFromTheLast() {
    add("enable\r\nPassword");
    assertThat(text.lines()).isEqualTo("enable\n");
    assertThat(text.hasLine()).isTrue();
    assertThat(text.line()).isEqualTo("Password");
    text.clear();
    assertThat(text.hasLine()).isFalse();
    assertThat(text.line()).isEmpty();
  }

  @Property
  void showsTheSameHoweverItComes(@ForAll byte[] came) {
    TerminalText single = new TerminalText();
    for (int i = 0; i < came.length; i++) {
      single.add(came, i, 1);
    }
    TerminalText whole = new TerminalText();
    whole.add(came, 0, came.length);
    assertThat(single.line()).isEqualTo(whole.line());
    assertThat(single.lines()).isEqualTo(whole.lines());
    assertThat(whole.lines() + whole.line()).doesNotContain("\u001b", "\r");
  }
}
