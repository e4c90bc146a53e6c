package io.netdepot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
  private static final Path BASE = Path.of("/srv");

  private final List<String> problems = new ArrayList<>();

  @Test
  void keepsTheLineOfEverySetting() {
    assertThat(PropertiesFile.parse("# a\n\na=1\r\nb=2\\\n  3\nc : 4", "f", BASE, problems))
        .extracting(WrittenSetting::name, WrittenSetting::value, set -> set.origin().place())
        .containsExactly(tuple("a", "1", "f:3"), tuple("b", "23", "f:4"), tuple("c", "4", "f:6"));
    assertThat(problems).isEmpty();
  }

  @Test
  void aCommentIsNeverContinued() {
    assertThat(PropertiesFile.parse("#a=1 \\\nb=2", "f", BASE, problems))
        .extracting(WrittenSetting::name)
        .containsExactly("b");
  }

  @Test
  void aNameThatStandsTwiceIsAProblem() {
    PropertiesFile.parse("a=1\na=2", "f", BASE, problems);
    assertThat(problems).containsExactly("a (f:2) stands in line 1 already; keep one.");
  }

  @Test
  void aBrokenEscapeIsAProblem() {
    PropertiesFile.parse("a=\\u12", "f", BASE, problems);
    assertThat(problems).singleElement().asString().startsWith("f:1: ");
  }

  @Test
  void whatIsNoTextFileIsAProblem(@TempDir Path folder) throws IOException {
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', '=', (byte) 0xe9});
    Path missing = folder.resolve("missing");
    Path vast = Files.writeString(folder.resolve("vast"), "#".repeat(1 << 21));
    for (Path file : List.of(latin, missing, vast)) {
      PropertiesFile.read(file, file.getFileName().toString(), BASE, problems);
    }
    assertThat(problems)
        .containsExactly(
            "latin is not UTF-8 in line 1; save it as that.",
            "There is no settings file missing.",
            "vast has more than 1048576 bytes, which is the most.");
  }

  @Property
  void readsWhatPropertiesReads(@ForAll("texts") String text) throws IOException {
    problems.clear();
    Properties expected = new Properties();
    try {
      expected.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      PropertiesFile.parse(text, "f", BASE, problems);
      assertThat(problems).isNotEmpty();
      return;
    }
    Properties found = new Properties();
    PropertiesFile.parse(text, "f", BASE, problems)
        .forEach(setting -> found.setProperty(setting.name(), setting.value()));
    // At the end of a text a backslash and a line end may or may not leave an empty name, which is
    // no setting either way.
    found.remove("");
    expected.remove("");
    assertThat(found).isEqualTo(expected);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab=:#! \t\f\\\r\nu0").ofMaxLength(40);
  }

  @Property
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    PropertiesFile.parse(
        new String(bytes, StandardCharsets.ISO_8859_1), "f", BASE, new ArrayList<>());
  }
}
