package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  // 100 bytes a second over 10 s, and never 4 s of silence.
  private final Pace pace = new Pace(Duration.ofSeconds(4), 100, Duration.ofSeconds(10));

  @Test
  void bearsSilenceForAWhile() {
    assertThat(pace.patience(0)).isEqualTo(4 * SECOND);
    assertThat(pace.patience(3 * SECOND)).isEqualTo(SECOND);
    assertThat(pace.patience(4 * SECOND)).isZero();
  }

  @Test
  void givesUpAClientThatIsNeverSilentAndTooSlow() {
    for (int second = 0; second < 9; second++) {
      assertThat(pace.patience(0)).isPositive();
      pace.came(SECOND, 1);
    }
    assertThat(pace.patience(0)).isEqualTo(SECOND);
    pace.came(SECOND, 1);
    assertThat(pace.patience(0)).isNotPositive();
  }

  @Test
  void looksAtEachWindowAnew() {
    pace.came(SECOND, 1_000_000);
    pace.came(9 * SECOND, 0);
    assertThat(pace.patience(0)).isEqualTo(4 * SECOND);
    for (int second = 0; second < 10; second++) {
      pace.came(SECOND, 1);
    }
    assertThat(pace.patience(0)).isNotPositive();
  }

  @Test
  void countsNoTimeButThatOfWaiting() {
    for (int i = 0; i < 1_000; i++) {
      pace.came(0, 1);
      assertThat(pace.patience(0)).isPositive();
    }
  }

  @Test
  void asksForNothingAtRateZero() {
    Pace any = new Pace(Duration.ofSeconds(4), 0, Duration.ofSeconds(10));
    for (int second = 0; second < 100; second++) {
      any.came(3 * SECOND, 1);
      assertThat(any.patience(0)).isEqualTo(4 * SECOND);
    }
  }
}
