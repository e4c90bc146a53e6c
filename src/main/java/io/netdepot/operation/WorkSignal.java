package io.netdepot.operation;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Rings when there may be work; rings before anybody waits are kept, as one. Thread-safe, for one
 * waiter.
 */
public final class WorkSignal {
  private final Semaphore rings = new Semaphore(0);

  public void ring() {
    if (rings.availablePermits() == 0) {
      rings.release();
    }
  }

  /** Returns at the next ring, or after so long without one. */
  public void await(Duration longest) throws InterruptedException {
    boolean rang = rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    if (rang) {
      rings.drainPermits();
    }
  }
}
