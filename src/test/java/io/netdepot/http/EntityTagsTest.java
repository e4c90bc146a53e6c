package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*             | true  | true",
        "\"a\"         | true  | true",
        "W/\"a\"       | true  | false",
        "\"b\", \"a\"  | true  | true",
        "\"b\",W/\"a\" | true  | false",
        "\"b\"         | false | false",
        "a             | false | false",
        "\"A\"         | false | false",
      })
  void comparesWeaklyAndStrongly(String header, boolean weakly, boolean strongly) {
    assertThat(EntityTags.weaklyMatch(List.of(header), "\"a\"")).isEqualTo(weakly);
    assertThat(EntityTags.stronglyMatch(List.of(header), "\"a\"")).isEqualTo(strongly);
  }
}
