package io.netdepot.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTemplateTest {
  @Test
  void quotesEveryArgument() {
    assertThat(
            fill("rm -- {file} --since={since}", Map.of("file", "it's; reboot", "since", "-1 d")))
        .isEqualTo("rm -- 'it'\\''s; reboot' --since='-1 d'");
  }

  @Test
  void leavesAGroupOutWhenOneOfItsArgumentsIsMissingOrEmpty() {
    String template = "dump[ since {since}][ from {a} to {b}] now";
    assertThat(fill(template, Map.of())).isEqualTo("dump now");
    assertThat(fill(template, Map.of("since", "", "a", "1"))).isEqualTo("dump now");
    assertThat(fill(template, Map.of("since", "2", "a", "1", "b", "3")))
        .isEqualTo("dump since '2' from '1' to '3' now");
  }

  @Test
  void saysWhichVariableIsMissing() {
    assertThatThrownBy(() -> fill("cat {file}", Map.of()))
        .hasMessage("the variable 'file' is not set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat ${body}|'${'",
        "cat $simple{body}|'$simple{'",
        "cat $(id)|'$('",
        "cat `id`|'`'",
        "cat '{file}'|{file} stands within quotes",
        "cat \"{file}\"|{file} stands within quotes",
        "cat \"x[ {file}]\"|an optional group begins within quotes",
        "cat [ {file} 'x]|an optional group ends within quotes",
        "cat 'x|it ends within quotes",
        "cat $[{file}]|'$' may stand within single quotes only",
        "cat $HOME|'$' may stand within single quotes only",
        "cat \\\\{file}|a backslash stands before something else",
        "cat {|does not begin the name of an argument",
        "cat {a b}|does not begin the name of an argument",
        "cat }|'}' has no '{'",
        "cat ]|']' has no '['",
        "cat [ x|'[' has no ']'",
        "cat [ x]|an optional group without an argument",
        "cat [ {a} [ {b}]]|within another one",
        "'  '|it is empty",
      })
  void refusesATemplateThatIsNotSafe(String template, String why) {
    assertThatThrownBy(() -> CommandTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be used")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "a\0b", "a\tb", "a\rb", "a\u001b[2J", "a\u0085b", "a\u2028b", "\ud800"})
  void refusesAValueThatIsNotPrintable(String value) {
    assertThatThrownBy(() -> fill("cat {file}", Map.of("file", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the value of 'file' has a control character");
  }

  @Test
  void refusesAValueThatWouldBeAnOption() {
    assertThatThrownBy(() -> fill("cat {file}", Map.of("file", "-rf")))
        .hasMessageContaining("begins with '-'");
    assertThatThrownBy(() -> fill("cat[ x {gone}] [{file}]", Map.of("file", "-rf")))
        .hasMessageContaining("begins with '-'");
    assertThatThrownBy(() -> fill("cat {file}", Map.of("file", "x".repeat(4_097))))
        .hasMessageContaining("longer than 4096 characters");
  }

  @Test
  void takesBracketsAfterABackslashAsTheyAre() {
    assertThat(fill("awk '\\{print \\[$1\\]\\}' {f}", Map.of("f", "x")))
        .isEqualTo("awk '{print [$1]}' 'x'");
  }

  @Property(tries = 300)
  void aShellReadsBackWhatWasPutIn(@ForAll("printable") String value) throws Exception {
    Assume.that(!value.isEmpty() && !value.startsWith("-"));
    String line = fill("printf %s {value}", Map.of("value", value));
    assertThat(sh(line)).isEqualTo(value);
  }

  @Property(tries = 2_000)
  void neverFailsOtherwiseThanWithAReason(@ForAll("templates") String template) {
    try {
      CommandTemplate.parse(template);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).contains("cannot be used");
    }
  }

  /** Whatever a template may be: a value in it never becomes more than one word's part. */
  @Property(tries = 300)
  void noTemplateThatIsTakenLetsAValueOut(@ForAll("templates") String template) throws Exception {
    CommandTemplate parsed;
    try {
      parsed = CommandTemplate.parse(template + " {value}");
    } catch (IllegalArgumentException e) {
      return;
    }
    String hostile = "';touch x;#\\\";`id`$(id) ";
    String filled;
    try {
      filled = parsed.fill(name -> Optional.of(hostile)).line();
    } catch (IllegalArgumentException e) {
      return;
    }
    String quoted = CommandTemplate.quoted(hostile);
    String harmless = filled.replace(quoted, "VALUE");
    assertThat(harmless).doesNotContain("touch");
    assertThat(harmless.chars().filter(c -> c == '\'').count() % 2).isZero();
  }

  @Provide
  Arbitrary<String> printable() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(
            3, Arbitraries.strings().withChars("'\"\\$`!*?[]{}();&|<>#~ =-abc%+")),
        net.jqwik.api.Tuple.of(1, Arbitraries.strings().withCharRange(' ', '~')),
        net.jqwik.api.Tuple.of(1, Arbitraries.strings().withCharRange('\u00a1', '\u2027')));
  }

  @Provide
  Arbitrary<String> templates() {
    return Arbitraries.strings().withChars("'\"\\$`{}[] ab;").ofMaxLength(12);
  }

  private static String fill(String template, Map<String, String> variables) {
    return CommandTemplate.parse(template)
        .fill(name -> Optional.ofNullable(variables.get(name)))
        .line();
  }

  private static String sh(String line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", line).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }
}
