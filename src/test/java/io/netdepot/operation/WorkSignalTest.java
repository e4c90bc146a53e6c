package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkSignalTest {
  private final WorkSignal signal = new WorkSignal();

  @Test
  @Timeout(60)
  void ringBeforeTheWaitIsKept() throws Exception {
    signal.ring();
    signal.await(Duration.ofHours(1));
  }

  @Test
  void manyRingsAreOne() throws Exception {
    for (int n = 0; n < 5; n++) {
      signal.ring();
    }
    signal.await(Duration.ofHours(1));
    long before = System.nanoTime();
    signal.await(Duration.ofMillis(20));
    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(10).toNanos());
  }

  @Test
  @Timeout(60)
  void ringEndsTheWait() throws Exception {
    Thread ringing = Thread.startVirtualThread(signal::ring);
    signal.await(Duration.ofHours(1));
    ringing.join();
  }
}
