package io.netdepot.ssh;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What has to be torn down when a session ends, whatever it is just now: a connection being made,
 * then a connection. Each tearing runs on a thread of its own, so that nobody waits for it.
 */
final class Plug {
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock.
  private @Nullable Runnable tearDown;
  private boolean pulled;

  /** From now on this is what is torn down; at once when the plug is pulled already. */
  void hold(Runnable next) {
    lock.lock();
    try {
      tearDown = next;
      if (!pulled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    Thread.startVirtualThread(next);
  }

  /** Tears down what is held now, and goes on holding. */
  void tear() {
    Runnable held;
    lock.lock();
    try {
      held = tearDown;
    } finally {
      lock.unlock();
    }
    if (held != null) {
      Thread.startVirtualThread(held);
    }
  }

  void pull() {
    Runnable last;
    lock.lock();
    try {
      if (pulled) {
        return;
      }
      pulled = true;
      last = tearDown;
    } finally {
      lock.unlock();
    }
    if (last != null) {
      Thread.startVirtualThread(last);
    }
  }
}
