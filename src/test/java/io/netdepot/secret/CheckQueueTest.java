package io.netdepot.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckQueueTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void givesTheAnswer() {
    assertThat(new CheckQueue(1, 1, LONG).ask(() -> "yes")).contains("yes");
  }

  @Test
  void refusesWhenTooManyWait() throws Exception {
    CheckQueue queue = new CheckQueue(2, 3, LONG);
    CountDownLatch open = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    List<Future<Optional<Boolean>>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(
            callers.submit(
                () ->
                    queue.ask(
                        () -> {
                          running.incrementAndGet();
                          return open.await(1, TimeUnit.MINUTES);
                        })));
      }
      await().until(() -> answers.stream().filter(Future::isDone).count() == 15);
      assertThat(running).hasValue(2);
      open.countDown();
    }
    int answered = 0;
    for (Future<Optional<Boolean>> answer : answers) {
      answered += answer.get().isPresent() ? 1 : 0;
    }
    assertThat(answered).isEqualTo(5);
    assertThat(queue.ask(() -> "again")).contains("again");
  }

  @Test
  void givesUpWaiting() {
    CheckQueue queue = new CheckQueue(1, 1, Duration.ofMillis(1));
    CountDownLatch never = new CountDownLatch(1);
    assertThat(queue.ask(() -> never.await(1, TimeUnit.MINUTES))).isEmpty();
    never.countDown();
  }

  @Test
  void anInterruptedCallerGetsNoAnswerAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(new CheckQueue(1, 1, LONG).ask(() -> "yes")).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void passesAFailureOn() {
    CheckQueue queue = new CheckQueue(1, 1, LONG);
    assertThatThrownBy(
            () ->
                queue.ask(
                    () -> {
                      throw new IOException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }
}
