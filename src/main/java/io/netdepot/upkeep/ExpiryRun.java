package io.netdepot.upkeep;

import io.netdepot.catalog.ExpiryState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One run of the rules of retention, as it goes. It rides on the exchange as the property {@value
 * #PROPERTY}. Thread-safe.
 */
public final class ExpiryRun {
  public static final String PROPERTY = "expiry";

  private final Instant began;
  private final boolean dry;

  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock: the steps add, others look.
  private final List<Leaving> left = new ArrayList<>();
  private final Map<String, Long> gone = new TreeMap<>();
  private long bytes;
  private long failed;
  private String problem = "";
  private volatile boolean stopped;

  ExpiryRun(Instant began, boolean dry) {
    this.began = began;
    this.dry = dry;
  }

  Instant began() {
    return began;
  }

  /** Whether nothing is removed, and what would be is only told. */
  public boolean isDry() {
    return dry;
  }

  /** Nothing more shall go: the service stops. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  void went(Leaving leaving) {
    locked(
        () -> {
          if (dry) {
            left.add(leaving);
          }
          bytes += leaving.bytes();
          return gone.merge(leaving.kind().word(), 1L, Long::sum);
        });
  }

  void failed(String sentence) {
    locked(
        () -> {
          problem = problem.isEmpty() ? sentence : problem;
          return failed++;
        });
  }

  /** What would go, of a dry run. */
  List<Leaving> left() {
    return locked(() -> List.copyOf(left));
  }

  ExpiryState state(Optional<Instant> ended) {
    return locked(() -> new ExpiryState(began, ended, gone, bytes, failed, problem));
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
