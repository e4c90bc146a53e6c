package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class WatchTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final AtomicInteger expired = new AtomicInteger();

  @Test
  void sleepsWhileNothingIsWatchedAndWakesForTheNextLimit() {
    try (Watch watch = Watch.running()) {
      assertThat(watch.isLooking()).isFalse();
      for (int round = 1; round <= 3; round++) {
        int wanted = round;
        try (Watch.Timer timer = watch.timer(Duration.ofMillis(1), expired::incrementAndGet)) {
          await().atMost(SOON).until(() -> expired.get() == wanted);
          assertThat(timer.expired()).isTrue();
        }
        await().atMost(SOON).until(() -> !watch.isLooking());
      }
    }
  }

  @Test
  void takesLimitsAfterItWasClosed() {
    Watch watch = Watch.running();
    watch.close();
    try (Watch.Timer timer = watch.timer(Duration.ofMillis(1), expired::incrementAndGet)) {
      assertThat(timer.expired()).isFalse();
    }
  }
}
