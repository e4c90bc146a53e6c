package io.netdepot.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartHeadTest {
  private static PartHead parse(String lines) throws MultipartProblem {
    return PartHead.parse(ByteBuffer.wrap(Forms.wire(lines).getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          filename="a b;c.bin"                | a b;c.bin
          filename=a.bin                      | a.bin
          FileName = "a.bin"                  | a.bin
          filename="a\\"b\\\\c"               | a"b\\c
          filename="C:\\dir\\a.bin"           | C:\\dir\\a.bin
          filename="../../etc/passwd"         | ../../etc/passwd
          filename="größe.bin"                | größe.bin
          filename="a%22b"                    | a%22b
          filename*=UTF-8''gr%C3%B6%C3%9Fe+1  | größe+1
          filename*=utf-8'de'a; filename="b"  | b
          filename="a"; filename="b"          | a
          filename="unended                   | "unended
          """)
  void readsTheFileNameAsItWasSent(String parameters, String name) throws Exception {
    String line = "Content-Disposition: form-data; name=\"f\"; " + parameters + "\n";
    assertThat(parse(line).fileName()).contains(name);
    assertThat(parse(line).name()).isEqualTo("f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          form-data; name=f
          form-data; name=f; filename=""
          form-data; filename*=iso-8859-1''a
          form-data; filename*=UTF-8''%zz
          form-data; filename*=UTF-8'a
          form-data; filename
          """)
  void knowsWhatIsNoFile(String disposition) throws Exception {
    assertThat(parse("Content-Disposition: " + disposition + "\n").fileName()).isEmpty();
  }

  @Test
  void readsHeadersInAnyCaseAndFolded() throws Exception {
    PartHead head =
        parse(
            """
            content-DISPOSITION: form-data;
             name="file";
            \tfilename="a.bin"
            Repr-Digest: sha-256=:AA==:
            Repr-Digest: md5=:AA==:
            Content-Transfer-Encoding: BINARY
            """);
    assertThat(head.fileName()).contains("a.bin");
    assertThat(head.header("repr-digest")).containsExactly("sha-256=:AA==:", "md5=:AA==:");
    assertThat(head.header("other")).isEmpty();
  }

  @Test
  void refusesWhatItCannotUnderstand() {
    refuses("no header\n", "no header");
    refuses(": a\n", "no header");
    refuses("Content-Disposition: a\nContent-Disposition: b\n", "more than one");
    refuses("Content-Transfer-Encoding: base64\n", "as they are");
    assertThatExceptionOfType(MultipartProblem.class)
        .isThrownBy(() -> PartHead.parse(ByteBuffer.wrap(new byte[] {'a', ':', (byte) 0xFF})))
        .withMessageContaining("UTF-8");
  }

  private static void refuses(String lines, String sentence) {
    assertThatExceptionOfType(MultipartProblem.class)
        .isThrownBy(() -> parse(lines))
        .withMessageContaining(sentence);
  }

  @Property
  void neverThrowsAnythingElse(@ForAll String lines) {
    try {
      parse("Content-Disposition: " + lines);
    } catch (MultipartProblem e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @Test
  void readsBoundaries() throws Exception {
    assertThat(Boundary.of("multipart/form-data; boundary=abc")).contains(new Boundary("abc"));
    assertThat(Boundary.of("Multipart/Form-Data; charset=utf-8; Boundary=\"a b:c\""))
        .contains(new Boundary("a b:c"));
    assertThat(Boundary.of("application/json")).isEqualTo(Optional.empty());
    assertThat(Boundary.of("")).isEmpty();
    for (String bad :
        new String[] {
          "multipart/form-data",
          "multipart/form-data; boundary=",
          "multipart/form-data; boundary=\"\"",
          "multipart/form-data; boundary=\"a \"",
          "multipart/form-data; boundary=ä",
          "multipart/form-data; boundary=" + "a".repeat(71)
        }) {
      assertThatExceptionOfType(MultipartProblem.class)
          .isThrownBy(() -> Boundary.of(bad))
          .withMessageContaining("boundary");
    }
  }
}
