package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits in time, by a clock that the test turns. */
class LimitsTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final Watch watch = Watch.byHand(nanos::get);
  private final Lifeline lifeline = new Lifeline(why -> {});

  @SuppressWarnings("NullAway.Init") // before each test
  private CollectSettings collect;

  @SuppressWarnings("NullAway.Init") // before each test
  private SshSettings ssh;

  @BeforeEach
  void readSettings(@TempDir Path data) throws Exception {
    try (Sessions sessions = new Sessions(data)) {
      collect = sessions.collect;
      ssh = sessions.ssh;
    }
  }

  @Test
  void aTimerRunsOutOnce() {
    AtomicInteger ran = new AtomicInteger();
    Watch.Timer timer = watch.timer(Duration.ofSeconds(3), ran::incrementAndGet);
    pass(Duration.ofMillis(2_999));
    assertThat(timer.expired()).isFalse();
    pass(Duration.ofMillis(1));
    pass(Duration.ofHours(1));
    assertThat(timer.expired()).isTrue();
    assertThat(ran).hasValue(1);
  }

  @Test
  void aStoppedTimerNeverRunsOut() {
    Watch.Timer timer = watch.timer(Duration.ofSeconds(3), () -> {});
    timer.stop();
    pass(Duration.ofHours(1));
    assertThat(timer.expired()).isFalse();
  }

  @Test
  void aFaultyLimitDoesNotStopTheOthers() {
    watch.timer(
        Duration.ZERO,
        () -> {
          throw new IllegalStateException("faulty");
        });
    Watch.Timer timer = watch.timer(Duration.ZERO, () -> {});
    pass(Duration.ZERO);
    pass(Duration.ZERO);
    assertThat(timer.expired()).isTrue();
  }

  @Test
  void silenceBeforeTheFirstByteIsAStallAfterItsLimit() {
    try (FlowMeter meter = new FlowMeter(watch, lifeline, collect)) {
      meter.came(0);
      pass(Duration.ofMinutes(9));
      assertThat(failure()).isEmpty();
      pass(Duration.ofMinutes(1));
      assertStalled("No byte came for 10 min (collect.stall)");
    }
  }

  @Test
  void aTrickleIsCutAfterOneWindow() {
    try (FlowMeter meter = new FlowMeter(watch, lifeline, collect)) {
      pass(Duration.ofMinutes(5));
      meter.came(1);
      pass(Duration.ofSeconds(1));
      for (int second = 0; second < 59; second++) {
        meter.came(1);
        pass(Duration.ofSeconds(1));
      }
      assertThat(failure()).isEmpty();
      pass(Duration.ofSeconds(1));
      assertStalled("Only 59 bytes came in 1 min, less than 1 KiB a second");
    }
  }

  @Test
  void aSlowTransferThatKeepsTheRateGoesOn() {
    try (FlowMeter meter = new FlowMeter(watch, lifeline, collect)) {
      for (int second = 0; second < 3_600; second++) {
        meter.came(1_100);
        pass(Duration.ofSeconds(1));
      }
      assertThat(failure()).isEmpty();
    }
  }

  @Test
  void timeSpentOnOurDiskDoesNotCount() {
    try (FlowMeter meter = new FlowMeter(watch, lifeline, collect)) {
      meter.came(1);
      pass(Duration.ofSeconds(1));
      meter.hold(true);
      pass(Duration.ofHours(1));
      meter.hold(false);
      pass(Duration.ofSeconds(59));
      assertThat(failure()).isEmpty();
    }
  }

  @Test
  void asksASilentSwitchAndGivesItUpAfterTheMisses() {
    AtomicInteger asked = new AtomicInteger();
    try (KeepAlive alive =
        new KeepAlive(watch, lifeline, ssh, () -> Phase.GENERATE, asked::incrementAndGet)) {
      pass(Duration.ofSeconds(15));
      assertThat(asked).hasValue(1);
      alive.heard();
      pass(Duration.ofSeconds(1));
      for (int quarter = 0; quarter < 4; quarter++) {
        pass(Duration.ofSeconds(15));
      }
      assertThat(asked).hasValue(5);
      assertThat(failure()).isEmpty();
      pass(Duration.ofSeconds(15));
      assertThat(failure())
          .hasValueSatisfying(
              why -> {
                assertThat(why.reason()).isEqualTo(FailureReason.CONNECTION_LOST);
                assertThat(why.phase()).isEqualTo(Phase.GENERATE);
              });
    }
  }

  @Test
  void whatComesByItselfCountsAsAnAnswer() {
    AtomicInteger asked = new AtomicInteger();
    try (KeepAlive alive =
        new KeepAlive(watch, lifeline, ssh, () -> Phase.FETCH, asked::incrementAndGet)) {
      for (int minute = 0; minute < 60; minute++) {
        alive.heard();
        pass(Duration.ofSeconds(14));
      }
      assertThat(asked).hasValue(0);
    }
  }

  @Test
  void theWindowOfATransferFitsTheHeap() {
    assertThat(Transfers.window(16, 256L << 20)).isEqualTo(4L << 20);
    assertThat(Transfers.window(16, 8L << 30)).isEqualTo(16L << 20);
    assertThat(Transfers.window(16, 16L << 20)).isEqualTo(1L << 20);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    watch.tick();
  }

  private Optional<Failure> failure() {
    return lifeline.failure();
  }

  private void assertStalled(String saying) {
    assertThat(failure())
        .hasValueSatisfying(
            why -> {
              assertThat(why.reason()).isEqualTo(FailureReason.STALLED);
              assertThat(why.details()).contains(saying);
            });
  }
}
