package io.netdepot.ssh;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A number of permits, given in the order of asking. Unlike a semaphore's, the wait is the caller's
 * own, so that it can be given up at once. Thread-safe.
 */
final class Permits {
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private final Deque<Permit> waiting = new ArrayDeque<>();
  private int count;
  // Below zero after the number was lowered, until enough are given back.
  private int free;

  Permits(int count) {
    requireSome(count);
    this.count = count;
    this.free = count;
  }

  private static void requireSome(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one permit is needed, not " + count);
    }
  }

  /** How many there are, given or free. */
  int count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /** From now on there are so many; those that are given stay given. */
  void change(int next) {
    requireSome(next);
    List<Permit> granted = new ArrayList<>();
    lock.lock();
    try {
      free += next - count;
      count = next;
      while (free > 0 && !waiting.isEmpty()) {
        Permit permit = waiting.removeFirst();
        free--;
        permit.granted = true;
        granted.add(permit);
      }
    } finally {
      lock.unlock();
    }
    granted.forEach(permit -> permit.onGranted.run());
  }

  /**
   * Asks for a permit. Close it in any case, granted or not.
   *
   * @param onGranted told, on any thread, when a permit that had to be waited for is granted
   */
  Permit ask(Runnable onGranted) {
    Permit permit = new Permit(onGranted);
    lock.lock();
    try {
      if (free > 0) {
        free--;
        permit.granted = true;
      } else {
        waiting.addLast(permit);
      }
    } finally {
      lock.unlock();
    }
    return permit;
  }

  /** Those that are free; below zero when more are given than there may be now. */
  int free() {
    lock.lock();
    try {
      return free;
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Permit permit) {
    Permit next = null;
    lock.lock();
    try {
      if (permit.closed) {
        return;
      }
      permit.closed = true;
      if (!permit.granted) {
        waiting.remove(permit);
        return;
      }
      free++;
      next = free > 0 ? waiting.pollFirst() : null;
      if (next != null) {
        free--;
        next.granted = true;
      }
    } finally {
      lock.unlock();
    }
    if (next != null) {
      next.onGranted.run();
    }
  }

  /** One permit, asked for and perhaps granted. */
  final class Permit implements AutoCloseable {
    private final Runnable onGranted;
    private volatile boolean granted;
    private boolean closed;

    private Permit(Runnable onGranted) {
      this.onGranted = onGranted;
    }

    boolean granted() {
      return granted;
    }

    /** Gives the permit back, or the place in the queue. */
    @Override
    public void close() {
      giveBack(this);
    }
  }
}
