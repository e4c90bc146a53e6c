package io.netdepot.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnsweringTest {
  private static final String VERSION = "{\"type\":\"version\"}";
  private static final String CALL =
      "{\"type\":\"EXEC\",\"mbean\":\"io.netdepot:type=X\",\"operation\":\"go\",\"arguments\":[\"s3cret\"]}";

  private final List<String> done = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();

  private String answer(Duration within, int size, String body) {
    return new Answering(
            json -> {
              done.add(json);
              return new JolokiaAgent.Answer(200, "\"" + "x".repeat(size) + "\"");
            },
            within)
        .all(
            Asked.read(body.getBytes(StandardCharsets.UTF_8)),
            (change, status) -> heard.add(change + " " + status));
  }

  @Test
  void oneIsAnsweredWithOneAndAListWithAList() {
    Duration long_ = Duration.ofHours(1);
    assertThat(answer(long_, 1, VERSION)).isEqualTo("\"x\"");
    assertThat(answer(long_, 1, "[" + VERSION + "]")).isEqualTo("[\"x\"]");
    assertThat(answer(long_, 1, "[" + VERSION + "," + VERSION + "]")).isEqualTo("[\"x\",\"x\"]");
    assertThat(answer(long_, 1, "[]")).isEqualTo("[]");
  }

  @Test
  void whatComesAfterTooMuchIsRefusedAndNotDone() {
    String answer = answer(Duration.ofHours(1), Answering.MOST, "[" + VERSION + "," + CALL + "]");
    assertThat(done).hasSize(1);
    assertThat(answer).contains("\"status\":413").endsWith("]");
    assertThat(heard).containsExactly("exec io.netdepot:type=X go 413");
  }

  @Test
  void whatComesTooLateIsRefusedAndNotDone() {
    assertThat(answer(Duration.ofSeconds(-1), 1, CALL)).startsWith("{\"status\":503");
    assertThat(done).isEmpty();
    assertThat(heard).containsExactly("exec io.netdepot:type=X go 503");
  }
}
