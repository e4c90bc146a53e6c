package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netdepot.http.ApiProblem;
import io.netdepot.http.OpenApiCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTypeTest {
  @ParameterizedTest
  @EnumSource
  void hasAWord(ImageType type) {
    assertThat(ImageType.of(type.word())).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SOFTWARE", "a.bin", "virtualmachine_diskimg"})
  void nothingElseIsAType(String word) {
    assertThatExceptionOfType(ApiProblem.class).isThrownBy(() -> ImageType.of(word));
  }

  @Test
  void theDocumentHasTheSameWords() {
    List<String> documented = new ArrayList<>();
    new OpenApiCheck("/openapi/vmanage.yaml")
        .document()
        .at("/components/schemas/ImageType/enum")
        .forEach(word -> documented.add(word.asText()));
    assertThat(documented)
        .containsExactlyElementsOf(Arrays.stream(ImageType.values()).map(ImageType::word).toList());
  }
}
