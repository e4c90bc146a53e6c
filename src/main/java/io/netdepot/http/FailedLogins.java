package io.netdepot.http;

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
public final class FailedLogins {
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
  // Written with the lock held, and read without: while nobody fails, nobody waits for the lock.
  private volatile boolean any;

  private record Who(String user, String from) {}

  private record Count(int failures, long since) {}

  /**
   * @param allowed how many failures within the window are let go
   */
  public FailedLogins(int allowed, Duration window, InstantSource clock) {
    this.allowed = allowed;
    this.window = window;
    this.clock = clock;
  }

  /**
   * How long this user has to wait before the next login from this address; empty is not at all.
   */
  Optional<Duration> wait(String user, String from) {
    if (!any) {
      return Optional.empty();
    }
    lock.lock();
    try {
      return left(user, from);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Duration> left(String user, String from) {
    Count count = counts.get(who(user, from));
    if (count == null || count.failures() < allowed) {
      return Optional.empty();
    }
    long left = count.since() + window.toMillis() - clock.millis();
    return left <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis(left));
  }

  /**
   * Counts a wrong password; when there were as many as are let go already, says how long to wait
   * as {@link #wait} does.
   */
  Optional<Duration> failed(String user, String from) {
    lock.lock();
    try {
      Optional<Duration> already = left(user, from);
      if (already.isEmpty()) {
        count(who(user, from), from);
      }
      return already;
    } finally {
      lock.unlock();
    }
  }

  private void count(Who who, String from) {
    Count count = counts.remove(who);
    boolean within = count != null && clock.millis() < count.since() + window.toMillis();
    Count next =
        within ? new Count(count.failures() + 1, count.since()) : new Count(1, clock.millis());
    counts.put(who, next);
    any = true;
    if (next.failures() == allowed) {
      // Without the name: some people type their password into the wrong field.
      log.warn("{} logins of one user from {} failed; more have to wait", allowed, from);
    }
    if (counts.size() > MOST) {
      counts.remove(counts.keySet().iterator().next());
    }
  }

  /** Forgets the failures before a right password. */
  void succeeded(String user, String from) {
    if (!any) {
      return;
    }
    lock.lock();
    try {
      counts.remove(who(user, from));
      any = !counts.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private static Who who(String user, String from) {
    return new Who(user.substring(0, Math.min(user.length(), LONGEST_NAME)), from);
  }
}
