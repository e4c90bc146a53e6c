package io.netdepot.images;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageAddressTest {
  private static String refusal(String url) {
    return ImageAddress.judge(url) instanceof ImageAddress.Refused(var sentence) ? sentence : "";
  }

  @ParameterizedTest
  @CsvSource({
    "http://images.example/a.bin, a.bin",
    "https://images.example:8443/v/20/a.bin?token=1, a.bin",
    "scp://images.example/a%2Bb.bin, a+b.bin",
    "SFTP://10.0.0.1/a.bin, a.bin",
    "http://[2001:db8::1]/a.bin, a.bin"
  })
  void namesAFile(String url, String name) {
    assertThat(ImageAddress.judge(url))
        .isEqualTo(new ImageAddress.File(url, new ImageFileName(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://images.example/", "https://images.example/all/"})
  void namesARepository(String url) {
    assertThat(ImageAddress.judge(url)).isEqualTo(new ImageAddress.Directory(url));
  }

  @Test
  void aBareHostIsARepositoryAndAFragmentIsNoPart() {
    assertThat(ImageAddress.judge("http://images.example"))
        .isEqualTo(new ImageAddress.Directory("http://images.example/"));
    assertThat(ImageAddress.judge("http://images.example/all/#top"))
        .isEqualTo(new ImageAddress.Directory("http://images.example/all/"));
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://images.example/a.bin, scheme",
    "file:///etc/passwd, scheme",
    "jar:http://images.example/a.jar!/b, scheme",
    "//images.example/a.bin, scheme",
    "a.bin, scheme",
    "http:///a.bin, no host",
    "http:a.bin, no host",
    "https://images.example/all/?v=1, leave the query out",
    "https://images.example?v=1, leave the query out",
    "http://images.example:99999/a.bin, from 1 to 65535",
    "http://images.example:0/, from 1 to 65535",
    "http://images.example/a b.bin, not a URL",
    "http://images.example/%2e%2e, two dots",
    "http://images.example/a%00.bin, control",
    "http://images.example/a%2Fb.bin, is a path",
    "http://images.example/..%2f, is a path",
    "http://images.example/con, reserved"
  })
  void saysWhatIsWrong(String url, String what) {
    assertThat(refusal(url)).contains(what);
  }

  @Test
  void takesNoLoginAndShowsNone() {
    assertThat(refusal("https://user:hunter2@images.example/a.bin"))
        .contains("remote server")
        .doesNotContain("hunter2");
  }

  @Test
  void takesNoEndlessAddress() {
    assertThat(refusal("http://images.example/" + "a/".repeat(2_000))).contains("characters");
  }

  @Property
  void judgesAnyText(@ForAll String text) {
    for (String url :
        new String[] {text, "http://" + text, "http://h/" + text, "scp://h/a" + text}) {
      assertThat(ImageAddress.judge(url)).isNotNull();
    }
  }
}
