package io.netdepot.ssh;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A number of permits, given in the order of asking. Unlike a semaphore's, the wait is the caller's
 * own, so that it can be given up at once. Thread-safe.
 */
final class Permits {
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private final Deque<Permit> waiting = new ArrayDeque<>();
  private int free;

  Permits(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("At least one permit is needed, not " + count);
    }
    this.free = count;
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

  /** Those that are free. */
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
      next = waiting.pollFirst();
      if (next == null) {
        free++;
      } else {
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
