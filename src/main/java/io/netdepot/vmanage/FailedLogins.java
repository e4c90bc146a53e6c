package io.netdepot.vmanage;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts failed logins by user and address, so that nobody can try passwords one after the other.
 * Thread-safe.
 */
final class FailedLogins {
  private static final Logger log = LoggerFactory.getLogger(FailedLogins.class);
  // Each one more takes a check of a password, and few are made at one time.
  private static final int MOST = 10_000;
  private static final int LONGEST_NAME = 64;

  private final int allowed;
  private final Duration window;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state; used with the lock held. The oldest comes first.
  private final Map<Who, Count> counts = new LinkedHashMap<>();

  private record Who(String user, String from) {}

  private record Count(int failures, long since) {}

  /**
   * @param allowed how many failures within the window are let go
   */
  FailedLogins(int allowed, Duration window, InstantSource clock) {
    this.allowed = allowed;
    this.window = window;
    this.clock = clock;
  }

  /**
   * How long this user has to wait before the next login from this address; empty is not at all.
   */
  Optional<Duration> wait(String user, String from) {
    lock.lock();
    try {
      Count count = counts.get(who(user, from));
      if (count == null || count.failures() < allowed) {
        return Optional.empty();
      }
      long left = count.since() + window.toMillis() - clock.millis();
      return left <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis(left));
    } finally {
      lock.unlock();
    }
  }

  /** Counts a wrong password. */
  void failed(String user, String from) {
    lock.lock();
    try {
      Who who = who(user, from);
      Count count = counts.remove(who);
      boolean within = count != null && clock.millis() < count.since() + window.toMillis();
      Count next =
          within ? new Count(count.failures() + 1, count.since()) : new Count(1, clock.millis());
      counts.put(who, next);
      if (next.failures() == allowed) {
        // Without the name: some people type their password into the wrong field.
        log.warn("{} logins of one user from {} failed; more have to wait", allowed, from);
      }
      if (counts.size() > MOST) {
        counts.remove(counts.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the failures before a right password. */
  void succeeded(String user, String from) {
    lock.lock();
    try {
      counts.remove(who(user, from));
    } finally {
      lock.unlock();
    }
  }

  private static Who who(String user, String from) {
    return new Who(user.substring(0, Math.min(user.length(), LONGEST_NAME)), from);
  }
}
