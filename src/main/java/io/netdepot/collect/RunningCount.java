package io.netdepot.collect;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts what is running, and lets one wait until nothing is. Thread-safe. */
final class RunningCount {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();

  // Mutable state, under the lock
  private int count;

  void enter() {
    lock.lock();
    try {
      count++;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      count--;
      if (count == 0) {
        none.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * True when nothing runs any more; false when the time is over, or the waiting thread was
   * interrupted.
   */
  boolean awaitNone(Duration longest) {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (count > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return count == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
