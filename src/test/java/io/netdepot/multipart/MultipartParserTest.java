package io.netdepot.multipart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netdepot.multipart.Forms.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class MultipartParserTest {
  private static final String FORM =
      Forms.wire(
          """
          --X
          Content-Disposition: form-data; name="validity"

          valid
          --X
          Content-Disposition: form-data; name="file"; filename="a.bin"
          Content-Type: application/x-gzip

          the\rbytes
          --Xno boundary
          --
          --X--
          """);
  private static final String CONTENT = "the\rbytes\r\n--Xno boundary\r\n--";

  @Test
  void readsFieldsAndFiles() throws Exception {
    List<Part> parts = Forms.read("X", FORM);
    assertThat(parts).extracting(part -> part.head().name()).containsExactly("validity", "file");
    assertThat(parts).extracting(Part::content).containsExactly("valid", CONTENT);
    assertThat(parts).allMatch(Part::whole);
    PartHead file = parts.getLast().head();
    assertThat(file.fileName()).contains("a.bin");
    assertThat(file.header("content-type")).containsExactly("application/x-gzip");
  }

  @Test
  void readsTheSameWhereverTheBodyIsCut() throws Exception {
    List<Part> whole = Forms.read("X", FORM);
    for (int first = 0; first < FORM.length(); first++) {
      for (int second = first; second < FORM.length(); second += 3) {
        assertThat(Forms.read("X", MultipartLimits.USUAL, FORM, List.of(first, second)))
            .isEqualTo(whole);
      }
    }
    List<Integer> everywhere = IntStream.range(1, FORM.length()).boxed().toList();
    assertThat(Forms.read("X", MultipartLimits.USUAL, FORM, everywhere)).isEqualTo(whole);
    assertThat(Forms.readFindingBoundary(FORM, everywhere)).isEqualTo(whole);
  }

  /** Contents out of pieces of the delimiter, which is where a search goes wrong. */
  @Provide
  Arbitrary<String> contents() {
    return Arbitraries.of("\r", "\n", "\r\n", "-", "--", "X", "\r\n--", "\r\n--X", "--XY", " ", "a")
        .list()
        .ofMaxSize(12)
        .map(pieces -> String.join("", pieces));
  }

  @Property(tries = 3_000)
  void findsTheEndOfAnyContentWhereverItIsCut(
      @ForAll("contents") String content, @ForAll List<Integer> numbers) throws IOException {
    String body =
        Forms.wire("preamble\n--XYZ\nContent-Disposition: form-data; filename=a\n\n")
            + content
            + Forms.wire("\n--XYZ--\nepilogue");
    List<Integer> cuts = cuts(body, numbers);
    List<Part> parts = Forms.read("XYZ", MultipartLimits.USUAL, body, cuts);
    // The content cannot hold the boundary itself, only what begins like it.
    assertThat(parts).extracting(Part::content).containsExactly(content);
  }

  @Property(tries = 3_000)
  void readsOrRefusesWhateverComesTheSameHoweverItIsCut(
      @ForAll("bodies") String body, @ForAll List<Integer> numbers) {
    assertThat(outcome(body, cuts(body, numbers))).isEqualTo(outcome(body, List.of()));
  }

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.of(
            "\r\n--X",
            "--X",
            "--",
            "\r\n",
            "\r\n\r\n",
            " ",
            "\t",
            "Content-Disposition: form-data; filename=\"a\"",
            "x: y",
            ":",
            "\r",
            "é")
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  private static List<Integer> cuts(String body, List<Integer> numbers) {
    return numbers.stream().map(number -> Math.floorMod(number, body.length() + 1)).toList();
  }

  private static Object outcome(String body, List<Integer> cuts) {
    try {
      return List.of(
          Forms.read("X", MultipartLimits.USUAL, body, cuts),
          Forms.readFindingBoundary(body, cuts));
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void findsTheBoundaryInTheFirstLine() throws Exception {
    assertThat(Forms.readFindingBoundary(FORM, List.of())).isEqualTo(Forms.read("X", FORM));
    assertThat(Forms.readFindingBoundary(FORM.replaceFirst("--X\r\n", "--X \t\r\n"), List.of()))
        .hasSize(2);
  }

  @Test
  void saysSoWhenABodyIsNoForm() {
    for (String body :
        List.of("", "{}", "-", "--\r\n", "--\r\nx", "{\"a\": 1}\r\n", "x".repeat(5_000))) {
      assertThatExceptionOfType(MultipartProblem.class)
          .as(body)
          .isThrownBy(() -> Forms.readFindingBoundary(body, List.of()))
          .withMessageContaining("not a form");
    }
  }

  @Test
  void refusesAFormThatIsNotWhole() {
    for (int length = 0; length < FORM.length() - 4; length++) {
      String cut = FORM.substring(0, length);
      assertThatExceptionOfType(MultipartProblem.class)
          .isThrownBy(() -> Forms.read("X", cut))
          .withMessageContaining("ends before the form does");
    }
  }

  @Test
  void endsWithItsLastBoundaryAlone() throws Exception {
    String bare = FORM.substring(0, FORM.length() - 2);
    assertThat(bare).endsWith("--X--");
    assertThat(Forms.read("X", bare)).hasSize(2);
  }

  @Test
  void takesEmptyPartsAndForms() throws Exception {
    assertThat(Forms.read("X", "--X--")).isEmpty();
    String head = "Content-Disposition: form-data; name=a; filename=b\r\n";
    assertThat(Forms.read("X", "--X\r\n" + head + "\r\n\r\n--X--"))
        .extracting(Part::content)
        .containsExactly("");
    // RFC 2046 allows a part without content to lack the empty line.
    assertThat(Forms.read("X", "--X\r\n" + head + "\r\n--X--"))
        .extracting(Part::content)
        .containsExactly("");
    assertThat(Forms.read("X", "--X\r\n\r\nbytes\r\n--X--"))
        .containsExactly(new Part(new PartHead("", Optional.empty(), Map.of()), "bytes", true));
  }

  @Test
  void ignoresSpacesBehindABoundary() throws Exception {
    assertThat(Forms.read("X", FORM.replace("--X\r\n", "--X \t \r\n"))).hasSize(2);
    assertThat(Forms.read("X", FORM.replace("--X\r\nContent", "--X" + " ".repeat(70) + "\r\nC")))
        .isEmpty();
  }

  @Test
  void boundsWhatIsNoFile() {
    MultipartLimits limits = new MultipartLimits(3, 200, 10);
    refuses(limits, "--X\r\n\r\n01234567890\r\n--X--", "no file has more than 10 bytes");
    refuses(limits, "01234567890\r\n--X--", "before its first part");
    refuses(limits, "--X--01234567890", "after its last");
    refuses(limits, "--X\r\na: " + "b".repeat(300) + "\r\n\r\n", "more than 200 bytes");
    refuses(limits, "--X\r\n\r\n\r\n".repeat(4) + "--X--", "more than 3 parts");
    // Each field has its own 10.
    Forms.Kept kept = new Forms.Kept();
    String fields = "--X\r\n\r\n0123456789\r\n--X\r\n\r\n0123456789\r\n--X--0123456789";
    assertThat(catchAll(MultipartParser.of(new Boundary("X"), limits, kept), fields)).isEmpty();
    assertThat(kept.parts).hasSize(2);
  }

  private static List<IOException> catchAll(MultipartParser parser, String body) {
    List<IOException> caught = new ArrayList<>();
    try {
      parser.take(ByteBuffer.wrap(Forms.bytes(body)));
      parser.finish();
    } catch (IOException e) {
      caught.add(e);
    }
    return caught;
  }

  private static void refuses(MultipartLimits limits, String body, String sentence) {
    assertThatExceptionOfType(MultipartProblem.class)
        .isThrownBy(() -> Forms.read("X", limits, body, List.of()))
        .withMessageContaining(sentence);
  }

  @Test
  void letsTheSinkEndTheReading() {
    IOException full = new IOException("full");
    PartSink sink =
        new PartSink() {
          @Override
          public void begin(PartHead head) {}

          @Override
          public void bytes(ByteBuffer bytes) throws IOException {
            throw full;
          }

          @Override
          public void end() {}
        };
    assertThat(catchAll(MultipartParser.of(new Boundary("X"), MultipartLimits.USUAL, sink), FORM))
        .containsExactly(full);
  }
}
