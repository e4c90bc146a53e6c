package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUriTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.bin",
        "file:///etc/passwd",
        "ftp://images.example/a.bin",
        "gopher://images.example/",
        "jar:http://images.example!/",
        "http:a.bin",
        "http:///a.bin",
        "http://images.example:0/",
        "http://images.example:70000/",
        "http://user@images.example/",
        "http://user:secret@images.example/",
        "http://images.example/a b",
        "http://images.example/%zz"
      })
  void refusesWhatIsNotFetched(String text) {
    assertThatThrownBy(() -> SourceUri.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret")
        .message()
        .isNotBlank();
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> SourceUri.parse("http://images.example/" + "a".repeat(2048)))
        .hasMessageContaining("at most 2048");
  }

  @ParameterizedTest
  @CsvSource({
    "http://images.example/x/a.bin, images.example, 80, false, a.bin",
    "HTTPS://Images.Example:8443/a%20b.bin?x=1, Images.Example, 8443, false, a b.bin",
    "http://images.example, images.example, 80, true,",
    "https://images.example/x/, images.example, 443, true,",
    "https://images.example/x/?list=1, images.example, 443, false,",
    "sftp://[2001:db8::1]:2222/a+b.bin#part, 2001:db8::1, 2222, false, a+b.bin",
    "scp://10.0.0.1/images/%2e%2e%2fa, 10.0.0.1, 22, false, ../a"
  })
  void reads(String text, String host, int port, boolean repository, String fileName) {
    SourceUri uri = SourceUri.parse(text);
    assertThat(uri.host()).isEqualTo(host);
    assertThat(uri.port()).isEqualTo(port);
    assertThat(uri.isRepository()).isEqualTo(repository);
    assertThat(uri.fileName().orElse(null)).isEqualTo(fileName);
    assertThat(SourceUri.parse(uri.text())).isEqualTo(uri);
  }

  @Test
  void findsWhatLiesBeside() {
    SourceUri file = SourceUri.parse("https://images.example:8443/x/a.bin?token=1");
    assertThat(file.beside(".sha256").text())
        .isEqualTo("https://images.example:8443/x/a.bin.sha256?token=1");
    assertThat(SourceUri.parse("http://images.example/x/").file("a b.bin"))
        .hasToString("http://images.example/x/a%20b.bin");
  }

  @Test
  void isShownWithoutItsQuery() {
    assertThat(SourceUri.parse("https://images.example/x/a.bin?signature=secret"))
        .hasToString("https://images.example/x/a.bin");
    assertThatThrownBy(() -> SourceUri.parse("https://images.example/a b?signature=secret"))
        .hasNoCause()
        .message()
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".."})
  void noFileHasSuchAName(String name) {
    assertThatThrownBy(() -> SourceUri.parse("http://images.example/x/").file(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "b.bin, http://images.example/x/b.bin",
    "/b.bin, http://images.example/b.bin",
    "../../b.bin, http://images.example/../b.bin",
    "//other.example/b.bin, http://other.example/b.bin",
    "https://other.example, https://other.example/"
  })
  void followsLocations(String location, String expected) {
    SourceUri from = SourceUri.parse("http://images.example/x/a.bin");
    assertThat(from.redirectedTo(location)).hasToString(expected);
  }

  @Test
  void knowsTheSameServer() {
    SourceUri uri = SourceUri.parse("https://images.example/a");
    assertThat(uri.isSameServer(SourceUri.parse("https://IMAGES.example:443/b"))).isTrue();
    assertThat(uri.isSameServer(SourceUri.parse("http://images.example:443/b"))).isFalse();
    assertThat(uri.isSameServer(SourceUri.parse("https://images.example:444/b"))).isFalse();
    assertThat(uri.isSameServer(SourceUri.parse("https://images.example.org/b"))).isFalse();
  }

  /** Whatever a list names, what is asked for lies right in the repository. */
  @Property
  void aFileOfARepositoryStaysInIt(@ForAll String name) {
    SourceUri repository = SourceUri.parse("http://images.example/x/");
    SourceUri file;
    try {
      file = repository.file(name);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(file.isSameServer(repository)).isTrue();
    assertThat(file.toString()).startsWith("http://images.example/x/");
    assertThat(file.toString().substring("http://images.example/x/".length()))
        .doesNotContain("/", "?", "#")
        .isNotIn(".", "..");
  }
}
