package io.netdepot.vmanage;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.http.ApiError;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VmanageErrorsTest {
  private final VmanageErrors errors = new VmanageErrors();

  private String body(ApiError error) {
    return new String(errors.body(error), StandardCharsets.UTF_8);
  }

  @Test
  void hasTheVendorsFieldsAllOfThemStrings() {
    assertThat(body(ApiError.of(404, "There is no \"x\"")))
        .isEqualTo(
            "{\"error\":{\"type\":\"error\",\"message\":\"Not Found\",\"details\":\"There is no"
                + " \\\"x\\\"\",\"code\":\"DEPOT0404\"}}");
    assertThat(errors.contentType(ApiError.of(404, "x"))).isEqualTo("application/json");
  }

  @Test
  void keepsACodeOfTheVendorsForm() {
    assertThat(body(new ApiError(400, "IMAGE0002", "The name is taken", Map.of())))
        .contains("\"code\":\"IMAGE0002\"");
    assertThat(body(new ApiError(500, "damaged", "The file is gone", Map.of())))
        .contains("\"code\":\"DEPOT0500\"");
  }

  @Test
  void aTextIsTheWholeAnswer() {
    ApiError text = new ApiError(403, VmanageErrors.TEXT, "SessionTokenFilter: no", Map.of());

    assertThat(body(text)).isEqualTo("SessionTokenFilter: no");
    assertThat(errors.contentType(text)).isEqualTo("text/plain; charset=utf-8");
  }
}
