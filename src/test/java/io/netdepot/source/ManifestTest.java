package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.source.Manifest.Entry;
import io.netdepot.source.Manifest.Kind;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.Sha256;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  private static Entry entry(String name, String digest) {
    return new Entry(name, new Sha256(digest), OptionalLong.empty());
  }

  private static SourceFailure failure(Kind kind, String text) {
    SourceFailure failure = catchThrowableOfType(SourceFailure.class, () -> kind.parse(text));
    assertThat(failure).as(text).isNotNull();
    assertThat(failure.reason()).isEqualTo(Reason.BAD_LIST);
    return failure;
  }

  @Test
  void readsPulp() throws Exception {
    Manifest manifest =
        Kind.PULP_MANIFEST.parse(
            "a.bin,%s,7\r\nx,y.bin,%s,0\n\n".formatted(A, B.toUpperCase(Locale.ROOT)));
    assertThat(manifest.files())
        .containsExactly(
            new Entry("a.bin", new Sha256(A), OptionalLong.of(7)),
            new Entry("x,y.bin", new Sha256(B), OptionalLong.of(0)));
  }

  @Test
  void readsSums() throws Exception {
    String text =
        "# made today\n%s  a.bin\n%s *./b c.bin\nSHA256 (d.bin) = %s\n".formatted(A, B, A);
    assertThat(Kind.SHA256SUMS.parse(text).files())
        .containsExactly(entry("a.bin", A), entry("b c.bin", B), entry("d.bin", A));
  }

  @Test
  void aNameTwiceIsOneFileOrLeftOut() throws Exception {
    assertThat(Kind.SHA256SUMS.parse(A + "  a\n" + A + "  a\n").files()).hasSize(1);
    assertThat(failure(Kind.SHA256SUMS, A + "  a\n" + B + "  a\n").sentence())
        .contains("Line 2", "with another digest");
    Manifest rest = Kind.SHA256SUMS.parse("%s  a\n%s  b\n%s  a\n%s  a\n".formatted(A, A, B, B));
    assertThat(rest.files()).containsExactly(entry("b", A));
    assertThat(rest.leftOut()).singleElement().asString().contains("Line 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.bin",
        "a.bin,12,7",
        "a.bin,%s",
        "a.bin,%s,-1",
        "a.bin,%s,",
        ",%s,7",
        "a.bin,%s,99999999999999999999"
      })
  void leavesOutWhatIsNotPulpAndBelievesTheRest(String line) throws Exception {
    String text = "ok,%s,1\n".formatted(A) + line.formatted(A) + "\nfine,%s,2\n".formatted(B);
    Manifest manifest = Kind.PULP_MANIFEST.parse(text);
    assertThat(manifest.files()).extracting(Entry::name).containsExactly("ok", "fine");
    assertThat(manifest.leftOut()).singleElement().asString().contains("Line 2");
    assertThat(failure(Kind.PULP_MANIFEST, line.formatted(A)).sentence()).contains("Line 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "%s a.bin",
        "%.10s  a.bin",
        "\\%s  a\\nb",
        "-----BEGIN PGP SIGNED MESSAGE-----"
      })
  void refusesWhatAreNoSums(String line) {
    failure(Kind.SHA256SUMS, line.formatted(A));
  }

  @Test
  void aListHasAnEnd() {
    String many =
        IntStream.rangeClosed(0, 20_000)
            .mapToObj(i -> A + "  file" + i)
            .collect(Collectors.joining("\n"));
    assertThat(failure(Kind.SHA256SUMS, many).sentence()).contains("20001", "at most 20000");
    failure(Kind.SHA256SUMS, A + "  " + "n".repeat(1025));
    assertThat(failure(Kind.SHA256SUMS, A + "  a\n" + "x\n".repeat(20_000)).sentence())
        .contains("20001", "at most 20000");
  }

  @Test
  void readsADigestBeside() throws Exception {
    assertThat(Manifest.digestBeside("a.bin", A.toUpperCase(Locale.ROOT) + "\n"))
        .isEqualTo(new Sha256(A));
    assertThat(Manifest.digestBeside("a.bin", A + "  /build/out/a.bin\n")).isEqualTo(new Sha256(A));
    assertThat(Manifest.digestBeside("b.bin", A + "  a.bin\n" + B + "  b.bin\n"))
        .isEqualTo(new Sha256(B));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not found", "%s  other.bin", "%.63s"})
  void refusesWhatDeclaresNothingForTheFile(String text) {
    assertThatThrownBy(() -> Manifest.digestBeside("a.bin", text.formatted(A)))
        .isInstanceOf(SourceFailure.class);
  }

  @Property
  void anyTextIsReadOrRefused(
      @ForAll @StringLength(max = 300) @CharRange(from = ' ', to = '~') String line,
      @ForAll Kind kind) {
    try {
      List<Entry> files = kind.parse(A + ",\n" + line).files();
      assertThat(files).allMatch(file -> !file.name().isEmpty());
    } catch (SourceFailure e) {
      assertThat(e.reason()).isEqualTo(Reason.BAD_LIST);
    }
  }

  @Property
  void whatIsWrittenIsRead(
      @ForAll @NotEmpty @StringLength(max = 100) @CharRange(from = '!', to = '~') String name)
      throws Exception {
    if (name.startsWith("./") || name.startsWith("#")) {
      return;
    }
    assertThat(Kind.SHA256SUMS.parse(A + "  " + name).files()).containsExactly(entry(name, A));
    assertThat(Kind.PULP_MANIFEST.parse(name + "," + A + ",5").files())
        .containsExactly(new Entry(name, new Sha256(A), OptionalLong.of(5)));
  }
}
