package io.netdepot.routes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A generation at work: how much uses it, and whether new work still may. Thread-safe. */
final class RunningGeneration {
  private static final Duration SETTLES = Duration.ofMillis(500);

  private final Generation generation;
  private final RouteFiles files;
  private final Map<String, String> routes;
  private final List<String> sources;
  private final TappedCopies copies;
  private final Instant loadedAt;

  // Mutable state, under the lock
  private final ReentrantLock lock = new ReentrantLock();
  private int inside;
  private Optional<Instant> retired = Optional.empty();
  private boolean removing;

  /** {@code routes} are the names of the files by the ids of the routes in the context. */
  RunningGeneration(
      Generation generation,
      RouteFiles files,
      Map<String, String> routes,
      List<String> sources,
      TappedCopies copies,
      Instant loadedAt) {
    this.generation = generation;
    this.files = files;
    this.routes = Map.copyOf(routes);
    this.sources = List.copyOf(sources);
    this.copies = copies;
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

  /** The ids of its routes that take work by themselves. */
  List<String> sources() {
    return sources;
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
      if (retired.isEmpty()) {
        inside++;
      }
      return retired.isEmpty();
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

  /** No new work enters it from now on. */
  void retire(Instant now) {
    lock.lock();
    try {
      retired = retired.or(() -> Optional.of(now));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether nobody is inside who entered it, no copy that a wire tap made is waiting or at work,
   * and its sources have taken nothing new for a while. An exchange that came from a source may
   * still be in it.
   */
  boolean isLeft(Instant now) {
    lock.lock();
    try {
      return inside == 0
          && copies.open() == 0
          && retired.map(at -> hasSettled(at, now)).orElse(false);
    } finally {
      lock.unlock();
    }
  }

  /** True for the first who asks, who takes it away; nobody else does. */
  boolean claimRemoval() {
    lock.lock();
    try {
      boolean first = !removing;
      removing = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  // A source that was told to pause may have looked up that it need not a moment before; what it
  // took then stands in no list for some thousandths of a second.
  private boolean hasSettled(Instant at, Instant now) {
    return sources.isEmpty() || Duration.between(at, now).compareTo(SETTLES) >= 0;
  }
}
