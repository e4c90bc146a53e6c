package io.netdepot.receive;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushPathTest {
  private static final String FOLDER = "package-1";

  @ParameterizedTest
  @CsvSource({
    "/package-1/a.tar.gz, a.tar.gz",
    "a.tar.gz, a.tar.gz",
    "./a.tar.gz, a.tar.gz",
    "//package-1//./a.tar.gz, a.tar.gz",
    "../package-1/a.tar.gz, a.tar.gz"
  })
  void filesInTheFolder(String path, String name) {
    assertThat(PushPath.parse(FOLDER, path)).isEqualTo(new PushPath.File(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/package-1", "/package-1/", ".", "", "./"})
  void theFolder(String path) {
    assertThat(PushPath.parse(FOLDER, path)).isEqualTo(new PushPath.Folder());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "..", "/package-1/..", "//"})
  void theRoot(String path) {
    assertThat(PushPath.parse(FOLDER, path)).isEqualTo(new PushPath.Root());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "/etc/passwd",
        "/package-2/a",
        "/package-1/b/a",
        "../../package-1/a",
        "/../package-1/a",
        ".ssh",
        "/package-1/.a",
        "a b",
        "a\u0000",
        "a\\..\\b",
        "ä"
      })
  void everythingElse(String path) {
    assertThat(PushPath.parse(FOLDER, path)).isEqualTo(new PushPath.Outside());
  }

  @Property
  void aFileHasAPlainName(@ForAll String path) {
    if (PushPath.parse(FOLDER, path) instanceof PushPath.File file) {
      assertThat(file.name()).matches("[A-Za-z0-9_][A-Za-z0-9._@+=,:-]*").hasSizeLessThan(256);
    }
  }
}
