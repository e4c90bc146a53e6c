package io.netdepot.secret;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets few expensive checks run at once and few wait, so that a flood of wrong passwords cannot
 * take all of the CPU. They run on platform threads of their own, since pure computing would keep
 * virtual threads off their carriers; the threads end when there is nothing to do.
 */
final class CheckQueue {
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final Duration patience;
  private final ThreadPoolExecutor threads;

  /**
   * @param atOnce how many run at once
   * @param waiting how many may wait beside them
   * @param patience how long a caller waits at most
   */
  CheckQueue(int atOnce, int waiting, Duration patience) {
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("password-check-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** The check's answer; empty when too many wait, the wait was too long or was interrupted. */
  <T> Optional<T> ask(Callable<T> check) {
    // A finished check would be answered even so.
    if (Thread.currentThread().isInterrupted()) {
      return Optional.empty();
    }
    Future<T> answer;
    try {
      answer = threads.submit(check);
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(false);
      return Optional.empty();
    } catch (InterruptedException e) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A password could not be checked", e.getCause());
    }
  }
}
