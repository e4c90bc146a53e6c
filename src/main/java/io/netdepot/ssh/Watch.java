package io.netdepot.ssh;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one clock of all limits: one thread looks at everything watched four times a second. What is
 * watched must not block. Thread-safe.
 */
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final Duration TICK = Duration.ofMillis(250);

  private final LongSupplier nanoClock;
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService thread;
  private final boolean byItself;

  // Whether the next look is on its way: while nothing is watched, nothing wakes up.
  private final AtomicBoolean looking = new AtomicBoolean();

  /** Something with a limit in time. */
  interface Watched {
    /** Looks whether a limit is reached; {@code now} counts nanoseconds from anywhere. */
    void check(long now);
  }

  private Watch(LongSupplier nanoClock, boolean byItself) {
    this.nanoClock = nanoClock;
    this.byItself = byItself;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("netdepot-watch").daemon().factory());
  }

  /** A watch that runs by itself. */
  static Watch running() {
    return new Watch(System::nanoTime, true);
  }

  /** A watch that looks only when it is told to, by a clock of one's own. */
  static Watch byHand(LongSupplier nanoClock) {
    return new Watch(nanoClock, false);
  }

  long now() {
    return nanoClock.getAsLong();
  }

  void add(Watched one) {
    watched.add(one);
    lookSoon();
  }

  /** Whether the next look is on its way. */
  boolean isLooking() {
    return looking.get();
  }

  private void lookSoon() {
    if (byItself && !thread.isShutdown() && looking.compareAndSet(false, true)) {
      try {
        var unused = thread.schedule(this::look, TICK.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        // Closed in between: whoever closes ends what is watched.
        LOG.debug("Nothing is watched any more: {}", e.getMessage());
      }
    }
  }

  private void look() {
    tick();
    looking.set(false);
    if (!watched.isEmpty()) {
      lookSoon();
    }
  }

  void remove(Watched one) {
    watched.remove(one);
  }

  /**
   * Runs {@code onExpiry} once when the limit is over; close the timer when it no longer counts.
   */
  Timer timer(Duration limit, Runnable onExpiry) {
    Timer timer = new Timer(this, now(), limit.toNanos(), onExpiry);
    add(timer);
    return timer;
  }

  /** Looks at everything once. */
  void tick() {
    long now = now();
    for (Watched one : watched) {
      try {
        one.check(now);
      } catch (RuntimeException e) {
        // One faulty limit must not stop the clock for the others.
        LOG.error("A limit could not be checked", e);
        remove(one);
      }
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** A limit in time that counts from when it was made. */
  static final class Timer implements Watched, AutoCloseable {
    private final Watch watch;
    private final long start;
    private final long nanos;
    private final Runnable onExpiry;
    private volatile boolean expired;

    private Timer(Watch watch, long start, long nanos, Runnable onExpiry) {
      this.watch = watch;
      this.start = start;
      this.nanos = nanos;
      this.onExpiry = onExpiry;
    }

    boolean expired() {
      return expired;
    }

    @Override
    public void check(long now) {
      if (!expired && now - start >= nanos) {
        expired = true;
        watch.remove(this);
        onExpiry.run();
      }
    }

    /** The limit counts no more. */
    void stop() {
      watch.remove(this);
    }

    @Override
    public void close() {
      stop();
    }
  }
}
