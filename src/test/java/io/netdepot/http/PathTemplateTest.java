package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {
  private final PathTemplate template = PathTemplate.of("/a/{id}");

  @ParameterizedTest
  @CsvSource({
    "/a/b, true",
    "/a/b/, false",
    "/a/, false",
    "/a, false",
    "/a/b/c, false",
    "/A/b, false"
  })
  void matchesWholeSegments(String path, boolean matches) {
    assertThat(template.matches(path)).isEqualTo(matches);
  }

  @Test
  void decodesWhatStandsForAPlaceholder() {
    assertThat(template.values("/a/x%2Fy+z")).containsEntry("id", "x/y+z");
    assertThatThrownBy(() -> template.values("/a/%zz")).isInstanceOf(ApiProblem.class);
  }

  @Property
  void neverFailsButByAProblem(@ForAll String path) {
    String whole = "/a/" + path;
    if (template.matches(whole)) {
      try {
        assertThat(template.values(whole)).containsKey("id");
      } catch (ApiProblem problem) {
        assertThat(problem.error().status()).isEqualTo(400);
      }
    }
  }
}
