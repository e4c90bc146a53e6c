package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
  @Test
  void readsOneValue() {
    assertThat(read("{\"a\": [1, \"ü\"]}").at("/a/1").asText()).isEqualTo("ü");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,\"a\":2}       | field 'a' is there twice, line 1 column",
        "{\"x\":{\"b\":1,\"b\":2}} | field 'b' is there twice",
        "{} {}                   | more after the end",
        "{} x                    | line 1 column",
        "{\"a\":                 | not JSON, line 1 column",
        "{'a':1}                 | not JSON",
        "{\"a\":NaN}             | not JSON",
        "{\"a\":1,}              | not JSON",
        "`  `                    | empty",
        "{\"a\":01}              | not JSON",
      })
  void saysWhereItIsNotJson(String body, String expected) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOf(ApiProblem.class)
        .hasMessageContaining(expected);
  }

  @Test
  void namesTheByteThatIsNotUtf8() {
    byte[] body = "{\"a\":\"xy\"}".getBytes(StandardCharsets.UTF_8);
    body[6] = (byte) 0xC3;

    assertThatThrownBy(() -> JsonBody.read(body)).hasMessageContaining("UTF-8 at byte 6");
    assertThatThrownBy(() -> JsonBody.read(new byte[] {'"', (byte) 0xE2, (byte) 0x82}))
        .hasMessageContaining("UTF-8 at byte 1");
  }

  @Test
  void boundsDepthAndSizes() {
    assertThatThrownBy(() -> read("[".repeat(33) + "]".repeat(33)))
        .hasMessageContaining("32 levels");
    assertThatThrownBy(() -> read("[".repeat(400_000))).hasMessageContaining("32 levels");
    assertThat(read("[".repeat(32) + "]".repeat(32)).isArray()).isTrue();
    assertThatThrownBy(() -> read("\"" + "x".repeat(70_000) + "\"")).hasMessageContaining("65536");
    assertThatThrownBy(() -> read("1".repeat(60))).hasMessageContaining("40 digits");
  }

  @Test
  void repeatsNothingOfAValue() {
    assertThatThrownBy(() -> read("{\"Password\":\"hidden\",\"Password\":\"hidden2\"}"))
        .hasMessageNotContaining("hidden");
    assertThatThrownBy(() -> read("{\"Password\":hidden}")).hasMessageNotContaining("hidden");
  }

  @Property(tries = 500)
  void endsInAValueOrAProblem(@ForAll @Size(max = 60) byte[] body) {
    try {
      assertThat(JsonBody.read(body)).isNotNull();
    } catch (ApiProblem problem) {
      assertThat(problem.error().status()).isEqualTo(400);
    }
  }

  @Property(tries = 500)
  void endsInAValueOrAProblemForText(@ForAll String body) {
    endsInAValueOrAProblem(body.getBytes(StandardCharsets.UTF_8));
    endsInAValueOrAProblem(("{\"" + body + "\":1}").getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode read(String body) {
    return JsonBody.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
