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

  @Test
  void givesEachPhaseOneTimeHoweverOftenItComesUp() {
    PhaseClock clock = new PhaseClock(Phase.CONNECT, START);
    clock.enter(Phase.LIST, at(1));
    clock.enter(Phase.GENERATE, at(3));
    clock.enter(Phase.LIST, at(10));
    clock.enter(Phase.FETCH, at(11));

    assertThat(clock.upToNow(at(15)))
        .containsExactly(
            new PhaseTime(Phase.CONNECT, at(0), at(1), Duration.ofSeconds(1)),
            new PhaseTime(Phase.LIST, at(1), at(11), Duration.ofSeconds(3)),
            new PhaseTime(Phase.GENERATE, at(3), at(10), Duration.ofSeconds(7)),
            new PhaseTime(Phase.FETCH, at(11), at(15), Duration.ofSeconds(4)));
  }

  @Test
  void countsThePhaseOfNowWithoutEndingIt() {
    PhaseClock clock = new PhaseClock(Phase.CONNECT, START.plusNanos(999));

    assertThat(clock.upToNow(at(2)).getFirst().spent()).isEqualTo(Duration.ofSeconds(2));
    assertThat(clock.upToNow(at(5)).getFirst().spent()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void doesNotCountBackwardsWithAClockThatIsSetBack() {
    PhaseClock clock = new PhaseClock(Phase.CONNECT, at(100));
    clock.enter(Phase.LIST, at(40));

    assertThat(clock.upToNow(at(41)))
        .containsExactly(
            new PhaseTime(Phase.CONNECT, at(100), at(100), Duration.ZERO),
            new PhaseTime(Phase.LIST, at(40), at(41), Duration.ofSeconds(1)));
  }
}
