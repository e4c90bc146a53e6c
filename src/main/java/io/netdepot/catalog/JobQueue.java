package io.netdepot.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Calls that wait for a thread of the database. It needs no limit: every job in it has a caller
 * that waits, so callers are what is limited.
 */
final class JobQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Mutable state, guarded by the lock
  private final ArrayDeque<Job<?>> waiting = new ArrayDeque<>();
  private boolean closed;

  /**
   * @throws CatalogFailure when the queue was closed
   */
  void put(Job<?> job) {
    lock.lock();
    try {
      if (closed) {
        throw CatalogFailure.closed();
      }
      waiting.add(job);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for jobs and takes up to {@code limit}; none are left, and none will come, when empty.
   */
  List<Job<?>> take(int limit) {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Job<?>> taken = new ArrayList<>();
      while (taken.size() < limit && !waiting.isEmpty()) {
        taken.add(waiting.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more jobs; those that wait are still done. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
