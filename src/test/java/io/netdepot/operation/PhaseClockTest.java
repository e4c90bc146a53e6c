package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.PhaseTime;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PhaseClockTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00.000Z");

  private static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  // Mutable state
  private long seconds;

  private PhaseClock begun(Instant now) {
    return new PhaseClock(Phase.CONNECT, now, () -> Duration.ofSeconds(seconds).toNanos());
  }

  private void enter(PhaseClock clock, Phase next, long after) {
    seconds = after;
    clock.enter(next, at(after));
  }

  @Test
  void givesEachPhaseOneTimeHoweverOftenItComesUp() {
    PhaseClock clock = begun(START);
    enter(clock, Phase.LIST, 1);
    enter(clock, Phase.GENERATE, 3);
    enter(clock, Phase.LIST, 10);
    enter(clock, Phase.FETCH, 11);
    seconds = 15;

    assertThat(clock.soFar())
        .containsExactly(
            new PhaseTime(Phase.CONNECT, at(0), at(1), Duration.ofSeconds(1)),
            new PhaseTime(Phase.LIST, at(1), at(11), Duration.ofSeconds(3)),
            new PhaseTime(Phase.GENERATE, at(3), at(10), Duration.ofSeconds(7)),
            new PhaseTime(Phase.FETCH, at(11), at(15), Duration.ofSeconds(4)));
  }

  @Test
  void countsThePhaseOfNowWithoutEndingIt() {
    PhaseClock clock = begun(START.plusNanos(999));

    seconds = 2;
    assertThat(clock.soFar().getFirst().spent()).isEqualTo(Duration.ofSeconds(2));
    seconds = 5;
    assertThat(clock.soFar().getFirst().spent()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void measuresWhatPassedWhateverTheWallClockIsSetTo() {
    PhaseClock clock = begun(at(100));
    seconds = 7;
    clock.enter(Phase.LIST, at(40));
    seconds = 8;
    clock.enter(Phase.FETCH, at(100_000));

    assertThat(clock.soFar())
        .containsExactly(
            new PhaseTime(Phase.CONNECT, at(100), at(107), Duration.ofSeconds(7)),
            new PhaseTime(Phase.LIST, at(40), at(41), Duration.ofSeconds(1)),
            new PhaseTime(Phase.FETCH, at(100_000), at(100_000), Duration.ZERO));
  }
}
