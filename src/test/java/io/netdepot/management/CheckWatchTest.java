package io.netdepot.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.monitor.Check;
import io.netdepot.monitor.Finding;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A check whose part of the service hangs. */
@Timeout(180)
class CheckWatchTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Executor THREADS = work -> Thread.ofVirtual().start(work);

  @Test
  void whatDoesNotAnswerIsDownAndIsNotAskedAgainMeanwhile() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    CheckWatch watch =
        new CheckWatch(
            Check.of(
                "disk",
                () -> {
                  looks.incrementAndGet();
                  await(hanging);
                  return Finding.well(Map.of());
                }),
            Duration.ofMillis(1),
            THREADS);

    assertThat(watch.look().get().down()).isTrue();
    assertThat(watch.look().get().sentence()).startsWith("This did not answer within");
    CompletableFuture<Finding> patient = watch.look();
    hanging.countDown();

    assertThat(patient).isNotNull();
    assertThat(looks).hasValue(1);
  }

  @Test
  void looksAnewOnceTheLastLookHasEnded() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CheckWatch watch =
        new CheckWatch(
            Check.of("disk", () -> Finding.well(Map.of("looks", looks.incrementAndGet()))),
            LONG,
            Runnable::run);

    assertThat(watch.look().get().details()).containsEntry("looks", 1);
    assertThat(watch.look().get().details()).containsEntry("looks", 2);
  }

  @Test
  void anExceptionIsAProblem() throws Exception {
    CheckWatch watch =
        new CheckWatch(
            Check.of(
                "catalog",
                () -> {
                  throw new IllegalStateException("The database is locked");
                }),
            LONG,
            THREADS);

    assertThat(watch.look().get()).isEqualTo(Finding.down("The database is locked", Map.of()));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
