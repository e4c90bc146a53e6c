package io.netdepot.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileNameTest {
  private static String refusal(String text) {
    return switch (ImageFileName.judge(text)) {
      case ImageFileName.Verdict.Refused(var sentence) -> sentence;
      case ImageFileName.Verdict.Good(var name) -> "";
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "viptela-20.6.3-x86_64.tar.gz",
        "isr4200-universalk9_ias.17.09.01.0.155356_V17_9_0_8.SSA.bin",
        "nvos-amd64-25.02.2579.bin",
        "sonic+broadcom~rc1.bin",
        "_a",
        "A",
        "console.bin"
      })
  void takesTheNamesOfImages(String name) {
    assertThat(refusal(name)).isEmpty();
    assertThat(new ImageFileName(name)).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "../../etc/passwd, is a path",
        "/etc/passwd, is a path",
        "C:\\images\\a.bin, is a path",
        "a/b.bin, is a path",
        ".., two dots in a row",
        "a..bin, two dots in a row",
        "., letters",
        ".hidden, letters",
        "-rf, letters",
        "~a, letters",
        "a b.bin, letters",
        "\"a,b.bin\", letters",
        "a=b.bin, letters",
        "{a}.bin, letters",
        "äöü.bin, letters",
        "a., letters",
        "con, reserved",
        "NUL.bin, reserved",
        "com1.tar.gz, reserved",
        "imageCount, reserved",
        "custom, reserved"
      })
  void saysWhatIsWrong(String name, String what) {
    assertThat(refusal(name)).contains(what).contains(name);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageFileName(name))
        .withMessageContaining(what);
  }

  @Test
  void refusesNoName() {
    assertThat(refusal("")).contains("no name");
    assertThat(refusal("  ")).contains("no name");
  }

  @Test
  void refusesControlCharactersAndShowsNone() {
    assertThat(refusal("a\r\nSet-Cookie: b.bin"))
        .contains("control characters")
        .contains("'a??Set-Cookie: b.bin'");
    assertThat(refusal("a\u0000.bin")).contains("control characters");
  }

  @Test
  void refusesWhatIsTooLongAndShowsItsBeginning() {
    assertThat(refusal("a".repeat(200))).isEmpty();
    assertThat(refusal("a".repeat(201))).contains("201 characters").contains("at most 200");
    assertThat(refusal("a".repeat(1_000_000))).hasSizeLessThan(200);
  }

  /** A name, put on any directory, is a file in that very directory; none is another's. */
  @Property
  void neverLeavesADirectory(@ForAll String text) {
    for (String hostile :
        new String[] {text, text + ".bin", "a" + text, "../" + text, text + "/..", "%2e" + text}) {
      if (ImageFileName.judge(hostile) instanceof ImageFileName.Verdict.Good(var name)) {
        Path directory = Path.of("/srv/images");
        Path file = directory.resolve(name.value());
        assertThat(file.normalize()).isEqualTo(file);
        assertThat(file.getParent()).isEqualTo(directory);
        assertThat(name.value()).isEqualTo(hostile).matches("[A-Za-z0-9_][A-Za-z0-9._+~-]{0,199}");
      } else {
        assertThat(refusal(hostile)).isNotEmpty().hasSizeLessThan(300);
        assertThat(refusal(hostile).chars().filter(Character::isISOControl)).isEmpty();
      }
    }
  }
}
