package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void readsSecondsAndDates() {
    assertThat(RetryAfter.parse("120", CLOCK)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse(" Fri, 27 Nov 2026 12:00:30 GMT ", CLOCK))
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void staysWithinBounds() {
    assertThat(RetryAfter.parse("999999999999999999", CLOCK)).contains(Duration.ofDays(1));
    assertThat(RetryAfter.parse("Fri, 27 Nov 2020 12:00:30 GMT", CLOCK)).contains(Duration.ZERO);
  }

  @Test
  void leavesOtherThingsAlone() {
    assertThat(RetryAfter.parse("soon", CLOCK)).isEmpty();
    assertThat(RetryAfter.parse("-1", CLOCK)).isEmpty();
    assertThat(RetryAfter.parse("", CLOCK)).isEmpty();
  }
}
