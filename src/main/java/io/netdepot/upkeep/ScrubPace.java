package io.netdepot.upkeep;

import io.netdepot.config.DataSize;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps reading at a rate: whoever has read too much waits. What was not used is not made up for
 * later. For one thread, save for the stop.
 */
final class ScrubPace {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private final CountDownLatch stopped = new CountDownLatch(1);

  // Mutable state: when the next byte may be read.
  private long next;

  ScrubPace(DataSize rate, LongSupplier nanoTime) {
    this.bytesPerSecond = rate.bytes();
    this.nanoTime = nanoTime;
    this.next = nanoTime.getAsLong();
  }

  /** How many bytes to read at once, so that the waits are short. */
  int chunk(int most) {
    long tenth = bytesPerSecond / 10;
    return bytesPerSecond == 0 || tenth > most ? most : (int) Math.max(1, tenth);
  }

  /**
   * So many bytes were read; waits until there may be more.
   *
   * @throws InterruptedIOException when there shall be none any more
   */
  void read(int bytes) throws InterruptedIOException {
    if (bytesPerSecond == 0) {
      if (stopped.getCount() == 0) {
        throw new InterruptedIOException("The service is stopping");
      }
      return;
    }
    long now = nanoTime.getAsLong();
    next = Math.max(next, now) + (long) ((double) bytes * SECOND / bytesPerSecond);
    try {
      if (stopped.await(next - now, TimeUnit.NANOSECONDS)) {
        throw new InterruptedIOException("The service is stopping");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The scrub was interrupted");
    }
  }

  /** No more bytes are read; whoever waits goes on at once. */
  void stop() {
    stopped.countDown();
  }
}
