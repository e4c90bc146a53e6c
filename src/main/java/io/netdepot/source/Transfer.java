package io.netdepot.source;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One fetch under way: how far it is, and the line by which it is ended from outside. Thread-safe.
 */
public final class Transfer {
  private final LongSupplier nanoClock;
  private final long start;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wasCut = lock.newCondition();

  // Mutable state; what is not volatile is guarded by the lock.
  private volatile long received;
  private volatile long expected = -1;
  private volatile @Nullable SourceFailure failure;
  private @Nullable Runnable onCut;

  public Transfer() {
    this(System::nanoTime);
  }

  Transfer(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  /** The bytes that came so far, of the version being fetched. */
  public long received() {
    return received;
  }

  /** The size of the file, once the server has said it. */
  public OptionalLong expected() {
    long known = expected;
    return known < 0 ? OptionalLong.empty() : OptionalLong.of(known);
  }

  /** The speed so far, pauses between tries included. */
  public long bytesPerSecond() {
    double seconds = (nanoClock.getAsLong() - start) / 1e9;
    return seconds <= 0 ? 0 : Math.round(received / seconds);
  }

  /**
   * Ends the fetch from outside: its connection is closed, and the call that works on it fails with
   * this at once. Does nothing when it has ended or was cut before.
   */
  public void cut(SourceFailure why) {
    @Nullable Runnable close;
    lock.lock();
    try {
      if (failure != null) {
        return;
      }
      failure = why;
      close = onCut;
      wasCut.signalAll();
    } finally {
      lock.unlock();
    }
    if (close != null) {
      close.run();
    }
  }

  void received(long bytes) {
    received = bytes;
  }

  void expect(long bytes) {
    expected = bytes;
  }

  /** What a cut closes from now on, at once when it was cut before; returns without waiting. */
  void closeOnCut(Runnable close) {
    boolean cutBefore;
    lock.lock();
    try {
      onCut = close;
      cutBefore = failure != null;
    } finally {
      lock.unlock();
    }
    if (cutBefore) {
      close.run();
    }
  }

  /** A cut closes nothing any more. */
  void nothingToClose() {
    lock.lock();
    try {
      onCut = null;
    } finally {
      lock.unlock();
    }
  }

  /** Throws what it was cut with. */
  public void check() throws SourceFailure {
    SourceFailure why = failure;
    if (why != null) {
      throw why;
    }
  }

  /** Waits, until it is cut at the longest. */
  void pause(Duration time) throws SourceFailure {
    lock.lock();
    try {
      long left = time.toNanos();
      while (failure == null && left > 0) {
        left = wasCut.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceFailure(
          SourceFailure.Reason.STOPPED, "The fetch was stopped between two tries", e);
    } finally {
      lock.unlock();
    }
    check();
  }
}
