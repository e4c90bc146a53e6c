package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HttpDateTest {
  @Test
  void hasTwoDigitsForTheDay() {
    assertThat(HttpDate.of(Instant.parse("2026-01-05T10:18:42.999Z")))
        .isEqualTo("Mon, 05 Jan 2026 10:18:42 GMT");
  }
}
