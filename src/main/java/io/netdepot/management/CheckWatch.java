package io.netdepot.management;

import io.netdepot.config.Durations;
import io.netdepot.monitor.Check;
import io.netdepot.monitor.Finding;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One check, looked at by one thread at a time: whoever asks while a look is under way gets what it
 * finds, so that monitors without patience do not pile up on a disk that hangs. Thread-safe.
 */
final class CheckWatch {
  private static final Logger log = LoggerFactory.getLogger(CheckWatch.class);

  private final Check check;
  private final Duration within;
  private final Executor threads;

  // Mutable state
  private final ReentrantLock lock = new ReentrantLock();
  private CompletableFuture<Finding> underWay =
      CompletableFuture.completedFuture(Finding.well(Map.of()));

  CheckWatch(Check check, Duration within, Executor threads) {
    this.check = check;
    this.within = within;
    this.threads = threads;
  }

  Check check() {
    return check;
  }

  /** What the check finds; that it does not answer is a finding too. */
  CompletableFuture<Finding> look() {
    return current()
        .copy()
        .completeOnTimeout(
            Finding.down("This did not answer within " + Durations.format(within), Map.of()),
            within.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private CompletableFuture<Finding> current() {
    lock.lock();
    try {
      if (underWay.isDone()) {
        underWay = CompletableFuture.supplyAsync(this::find, threads);
      }
      return underWay;
    } finally {
      lock.unlock();
    }
  }

  private Finding find() {
    try {
      return check.look();
    } catch (RuntimeException e) {
      log.debug("The health check {} failed", check.name(), e);
      return Finding.down(String.valueOf(e.getMessage()), Map.of());
    }
  }
}
