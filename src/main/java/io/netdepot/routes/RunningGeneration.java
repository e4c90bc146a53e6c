package io.netdepot.routes;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;

/** A generation at work: how much uses it, and whether new work still may. Thread-safe. */
final class RunningGeneration {
  private final Generation generation;
  private final Set<String> routeIds;

  // Mutable state, under the lock
  private final ReentrantLock lock = new ReentrantLock();
  private int inside;
  private boolean retired;

  RunningGeneration(Generation generation, Set<String> routeIds) {
    this.generation = generation;
    this.routeIds = Set.copyOf(routeIds);
  }

  Generation generation() {
    return generation;
  }

  Set<String> routeIds() {
    return routeIds;
  }

  /** True when the work may use this generation; false when a newer one has taken its place. */
  boolean enter() {
    lock.lock();
    try {
      if (!retired) {
        inside++;
      }
      return !retired;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      inside--;
    } finally {
      lock.unlock();
    }
  }

  void retire() {
    lock.lock();
    try {
      retired = true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether it can be taken away: nothing is inside, and no copy of an exchange (a wire tap) is
   * either.
   */
  boolean isUnused(CamelContext context) {
    lock.lock();
    try {
      return retired
          && inside == 0
          && routeIds.stream().allMatch(id -> context.getInflightRepository().size(id) == 0);
    } finally {
      lock.unlock();
    }
  }
}
