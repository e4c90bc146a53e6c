package io.netdepot.imagesync;

import io.netdepot.imagesync.Inbox.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What stays in the inbox for now, so that it is not copied and hashed again each time somebody
 * looks. In memory only: a start tries everything once. Thread-safe.
 */
final class LeftFiles {
  private static final int MOST = 10_000;
  private static final int MOST_DOUBLINGS = 20;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state; used with the lock held. What was left longest ago comes first.
  private final Map<String, Left> files = new LinkedHashMap<>();

  private record Left(Version version, int times, Instant until) {}

  LeftFiles(InstantSource clock) {
    this.clock = clock;
  }

  /** Leaves a file alone for a while, which is longer each time in a row. */
  Duration forNow(String name, Version version) {
    lock.lock();
    try {
      Left before = files.remove(name);
      int times = before != null && before.version().equals(version) ? before.times() : 0;
      Duration longer = FIRST_WAIT.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
      Duration wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
      put(name, new Left(version, times + 1, clock.instant().plus(wait)));
      return wait;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves a file alone until it changes. */
  void untilChanged(String name, Version version) {
    lock.lock();
    try {
      files.remove(name);
      put(name, new Left(version, 1, Instant.MAX));
    } finally {
      lock.unlock();
    }
  }

  private void put(String name, Left left) {
    files.put(name, left);
    if (files.size() > MOST) {
      files.remove(files.keySet().iterator().next());
    }
  }

  /** Whether a file is to be left alone still; one that has changed is not. */
  boolean isLeft(String name, Version version) {
    lock.lock();
    try {
      Left left = files.get(name);
      return left != null
          && left.version().equals(version)
          && clock.instant().isBefore(left.until());
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a file that has gone. */
  void gone(String name) {
    lock.lock();
    try {
      files.remove(name);
    } finally {
      lock.unlock();
    }
  }
}
