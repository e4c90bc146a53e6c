package io.netdepot.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the downloads and uploads under way, so that a stop can wait for them. Thread-safe. */
public final class Transfers {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  // Mutable state, under the lock
  private int running;

  void begin() {
    lock.lock();
    try {
      running++;
    } finally {
      lock.unlock();
    }
  }

  void end() {
    lock.lock();
    try {
      running--;
      if (running == 0) {
        idle.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many are under way. */
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until none is under way; false when some still are after so long. */
  boolean awaitIdle(Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (running > 0) {
        if (left <= 0) {
          return false;
        }
        left = idle.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
