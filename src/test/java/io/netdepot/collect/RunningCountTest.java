package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunningCountTest {
  private final RunningCount count = new RunningCount();

  @Test
  void nothingRunningIsNotWaitedFor() {
    assertThat(count.awaitNone(Duration.ZERO)).isTrue();
  }

  @Test
  void waitsUntilTheLastOneLeft() throws Exception {
    count.enter();
    count.enter();
    Thread leaving =
        Thread.startVirtualThread(
            () -> {
              count.leave();
              count.leave();
            });
    assertThat(count.awaitNone(Duration.ofSeconds(10))).isTrue();
    leaving.join();
    assertThat(count.count()).isZero();
  }

  @Test
  void givesUpWhenTheTimeIsOver() {
    count.enter();
    assertThat(count.awaitNone(Duration.ofMillis(1))).isFalse();
    assertThat(count.count()).isOne();
  }
}
