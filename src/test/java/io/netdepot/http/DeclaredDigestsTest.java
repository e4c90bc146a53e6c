package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredDigestsTest {
  // RFC 9530, appendix B.1 and D: of {"hello": "world"} and a line feed.
  private static final byte[] HELLO =
      "{\"hello\": \"world\"}\n".getBytes(StandardCharsets.US_ASCII);
  private static final String SHA_256 = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
  private static final String SHA_512 =
      "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCs"
          + "yRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";

  private static DeclaredDigests parse(String... lines) {
    return DeclaredDigests.parse("Repr-Digest", List.of(lines));
  }

  @Test
  void readsWhatItKnowsAndIgnoresTheRest() {
    assertThat(parse(SHA_256, SHA_512).hex())
        .containsOnlyKeys(DigestAlgorithm.SHA_256, DigestAlgorithm.SHA_512);
    assertThat(
            parse("md5=:AA==:, " + SHA_256 + ";a=b, x=\"a, sha-256=?\\\"\", flag,id-sha-256=:AA==:")
                .hex())
        .isEqualTo(parse(SHA_256).hex());
    assertThat(parse().hex()).isEmpty();
    assertThat(parse("").hex()).isEmpty();
  }

  @Test
  void takesTheLastOfAKind() {
    String other = "sha-256=:" + "A".repeat(43) + "=:";
    assertThat(parse(other, SHA_256).hex()).isEqualTo(parse(SHA_256).hex());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha-256",
        "sha-256=",
        "sha-256=:",
        "sha-256=::",
        "sha-256=:AA==:",
        "sha-256=:AA==",
        "sha-512=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:x",
        "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=",
        "sha-256=:!K/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
      })
  void refusesADigestThatItCannotRead(String value) {
    assertThatExceptionOfType(ApiProblem.class)
        .isThrownBy(() -> parse(value))
        .withMessageContaining("Repr-Digest")
        .withMessageContaining("base64")
        .satisfies(problem -> assertThat(problem.error().status()).isEqualTo(400));
  }

  @Property
  void readsAnythingOrRefusesIt(@ForAll String value) {
    for (String text : List.of(value, "sha-256=" + value, "sha-512=:" + value + ":")) {
      try {
        assertThat(parse(text).hex()).isEmpty();
      } catch (ApiProblem e) {
        assertThat(e.error().status()).isEqualTo(400);
      }
    }
  }

  private static void compare(DeclaredDigests declared) {
    DigestCheck check = new DigestCheck(declared, Set.of());
    check.update(ByteBuffer.wrap(HELLO, 0, 3));
    ByteBuffer rest = ByteBuffer.wrap(HELLO, 3, HELLO.length - 3);
    check.update(rest);
    assertThat(rest.position()).isEqualTo(3);
    check.compare("file", Map.of());
  }

  @Test
  void comparesEachOfThem() {
    compare(parse(SHA_256));
    compare(parse(SHA_512, SHA_256));
    compare(parse("md5=:AA==:"));
    for (String bad :
        List.of("sha-256=:" + "A".repeat(43) + "=:", "sha-512=:" + "A".repeat(86) + "==:")) {
      assertThatExceptionOfType(ApiProblem.class)
          .isThrownBy(() -> compare(parse(SHA_256, SHA_512, bad)))
          .withMessageContaining("The file that came has the sha-")
          .withMessageContaining("Repr-Digest says 000000");
    }
  }

  @Test
  void takesADigestFromElsewhere() {
    DeclaredDigests declared = parse(SHA_256);
    DigestCheck check = new DigestCheck(declared, Set.of(DigestAlgorithm.SHA_256));
    check.compare("file", declared.hex());
    assertThatExceptionOfType(ApiProblem.class)
        .isThrownBy(
            () ->
                new DigestCheck(declared, Set.of(DigestAlgorithm.SHA_256))
                    .compare("file", Map.of(DigestAlgorithm.SHA_256, "00")));
  }
}
