package io.netdepot.operation;

import io.netdepot.catalog.PhaseTime;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A task while it is being worked on: how far it is, and whether it has been told to stop.
 * Thread-safe.
 *
 * <p>Publishing decides a race with cancelling: once {@link #startPublishing} said yes, the package
 * will be kept.
 */
public final class LiveTask implements Progress {
  /** Generating says nothing of how far it is; after this long it counts as two thirds done. */
  private static final Duration USUAL_GENERATE = Duration.ofMinutes(2);

  private final EntityId taskId;
  private final InstantSource clock;
  private final Totals totals;

  // Mutable state, under the lock
  private final ReentrantLock lock = new ReentrantLock();
  private Phase phase = Phase.CONNECT;
  private Instant phaseSince;
  private final PhaseClock phases;
  private Instant updatedAt;
  private long received;
  private long expected;
  private double highest;
  private boolean delivering;
  private boolean publishing;
  private Optional<Abort> aborted = Optional.empty();
  private Consumer<Failure> stopWork = failure -> {};

  LiveTask(
      EntityId taskId, InstantSource clock, LongSupplier nanos, double highest, Totals totals) {
    this.totals = totals;
    this.taskId = taskId;
    this.clock = clock;
    this.highest = highest;
    this.phaseSince = clock.instant();
    this.phases = new PhaseClock(phase, phaseSince, nanos);
    this.updatedAt = phaseSince;
  }

  /** What all tasks add up. */
  record Totals(LongAdder received, LongAdder sent) {}

  /** Why a running task was told to stop. */
  public enum Abort {
    CANCELLED,
    /** The service stops; the task goes on at the next start. */
    SERVICE_STOPS
  }

  public EntityId taskId() {
    return taskId;
  }

  /** What is being done now. */
  public Phase phase() {
    lock.lock();
    try {
      return phase;
    } finally {
      lock.unlock();
    }
  }

  /** Says what stops the work; called at once when the task has been told to stop already. */
  public void stopWith(Consumer<Failure> stop) {
    Optional<Failure> already;
    lock.lock();
    try {
      stopWork = stop;
      already = aborted.map(why -> Aborts.failure(why, phase));
    } finally {
      lock.unlock();
    }
    already.ifPresent(stop);
  }

  /**
   * Tells the task to stop; its connection is closed before this returns. The first reason wins.
   */
  void abort(Abort why) {
    tell(why, false);
  }

  /**
   * Tells a task to stop, unless its package is being published or was.
   *
   * @return whether the task will end without a package
   */
  boolean abortUnlessPublishing(Abort why) {
    return tell(why, true);
  }

  private boolean tell(Abort why, boolean unlessPublishing) {
    Consumer<Failure> stop;
    Failure failure;
    lock.lock();
    try {
      if (unlessPublishing && publishing) {
        return false;
      }
      if (aborted.isPresent()) {
        return true;
      }
      aborted = Optional.of(why);
      stop = stopWork;
      failure = Aborts.failure(why, phase);
    } finally {
      lock.unlock();
    }
    // Outside the lock: closing a connection calls back.
    stop.accept(failure);
    return true;
  }

  public Optional<Abort> aborted() {
    lock.lock();
    try {
      return aborted;
    } finally {
      lock.unlock();
    }
  }

  /** True when the package may be published now; false when the task has been told to stop. */
  public boolean startPublishing() {
    lock.lock();
    try {
      if (aborted.isPresent()) {
        return false;
      }
      publishing = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void phase(Phase next) {
    lock.lock();
    try {
      if (phase != next) {
        highest = percentage();
        phase = next;
        delivering |= next == Phase.DELIVER;
        phaseSince = clock.instant();
        phases.enter(next, phaseSince);
        updatedAt = phaseSince;
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the try has spent its time on so far. */
  List<PhaseTime> phases() {
    lock.lock();
    try {
      return phases.soFar();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void expect(long bytes) {
    lock.lock();
    try {
      expected = bytes;
      received = 0;
      updatedAt = clock.instant();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void received(long bytes) {
    lock.lock();
    try {
      totals.received().add(Math.max(0, bytes - received));
      received = bytes;
      updatedAt = clock.instant();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sent(long bytes) {
    lock.lock();
    try {
      totals.sent().add(Math.max(0, bytes - received));
      received = bytes;
      updatedAt = clock.instant();
    } finally {
      lock.unlock();
    }
  }

  /** 0 to 100; never falls, not over several tries either. */
  double percentage() {
    lock.lock();
    try {
      highest = Math.max(highest, estimate());
      return highest;
    } finally {
      lock.unlock();
    }
  }

  private double estimate() {
    return switch (phase) {
      case WAITING -> 0;
      case CONNECT -> 1;
      case LIST -> 4;
      case GENERATE -> {
        double waited = Duration.between(phaseSince, clock.instant()).toMillis();
        yield 5 + 40 * (1 - Math.exp(-waited / USUAL_GENERATE.toMillis()));
      }
      case FETCH -> 45 + (expected > 0 ? 45 * Math.min(1.0, (double) received / expected) : 0);
      case PREPARE -> 4;
      case DELIVER -> 5 + (expected > 0 ? 60 * Math.min(1.0, (double) received / expected) : 0);
      // At first it is looked whether the image is there already.
      case COMPARE -> delivering ? 66 : 4;
      case INSTALL -> 70;
      case REBOOT -> 85;
      case CHECK -> 91;
      case PUBLISH -> 96;
      case CLEAN -> 98;
      case DONE -> 100;
    };
  }

  Snapshot snapshot() {
    lock.lock();
    try {
      return new Snapshot(phase, received, expected, percentage(), updatedAt);
    } finally {
      lock.unlock();
    }
  }

  /** How far a task is, at one moment. */
  record Snapshot(
      Phase phase, long received, long expected, double percentage, Instant updatedAt) {}
}
