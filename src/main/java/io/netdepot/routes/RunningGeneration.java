package io.netdepot.routes;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;

/** A generation at work: how much uses it, and whether new work still may. Thread-safe. */
final class RunningGeneration {
  private final Generation generation;
  private final RouteFiles files;
  private final Map<String, String> routes;
  private final Instant loadedAt;

  // Mutable state, under the lock
  private final ReentrantLock lock = new ReentrantLock();
  private int inside;
  private boolean retired;

  /** {@code routes} are the names of the files by the ids of the routes in the context. */
  RunningGeneration(
      Generation generation, RouteFiles files, Map<String, String> routes, Instant loadedAt) {
    this.generation = generation;
    this.files = files;
    this.routes = Map.copyOf(routes);
    this.loadedAt = loadedAt;
  }

  Generation generation() {
    return generation;
  }

  RouteFiles files() {
    return files;
  }

  Instant loadedAt() {
    return loadedAt;
  }

  Set<String> routeIds() {
    return routes.keySet();
  }

  /** The file that a route of ours comes from. */
  String file(String routeId) {
    return routes.getOrDefault(routeId, "");
  }

  /** How many pieces of work are on it. */
  int work() {
    lock.lock();
    try {
      return inside;
    } finally {
      lock.unlock();
    }
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
          && routeIds().stream().allMatch(id -> context.getInflightRepository().size(id) == 0);
    } finally {
      lock.unlock();
    }
  }
}
