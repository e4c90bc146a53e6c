package io.netdepot.ssh;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where whoever works on a session waits, and by which the session is ended from outside.
 *
 * <p>Everything a step waits for (a permit, a login, bytes) is state that somebody sets and then
 * {@linkplain #pull() pulls} for; so a waiting thread never hangs on the peer or on the library,
 * and {@link #cut} frees it at once. Thread-safe.
 */
final class Lifeline {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition pulled = lock.newCondition();
  private final Consumer<Failure> onCut;
  private @Nullable Failure failure;

  /** {@code onCut} runs once, on the cutting thread, and has to return at once. */
  Lifeline(Consumer<Failure> onCut) {
    this.onCut = onCut;
  }

  /** Something changed: the waiting threads look again. */
  void pull() {
    lock.lock();
    try {
      pulled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the session; the first failure stays. Returns whether this call was the first. */
  boolean cut(Failure why) {
    lock.lock();
    try {
      if (failure != null) {
        return false;
      }
      failure = why;
      pulled.signalAll();
    } finally {
      lock.unlock();
    }
    onCut.accept(why);
    return true;
  }

  Optional<Failure> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the condition holds. It is asked with the line's lock held and has to be cheap.
   *
   * @param phase what is said to have been interrupted when this thread is
   * @throws SwitchFailure when the line is cut, even if the condition holds as well: what is torn
   *     down after a cut looks to the waiting thread like the end it waits for, and a transfer that
   *     never has to wait is to end too
   */
  void await(Phase phase, BooleanSupplier until) throws SwitchFailure {
    boolean interrupted = false;
    lock.lock();
    try {
      while (failure == null && !until.getAsBoolean()) {
        pulled.await();
      }
      if (failure != null) {
        throw new SwitchFailure(failure, null);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      lock.unlock();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      cut(
          new Failure(
              FailureReason.INTERRUPTED, phase, "The work on the switch was stopped in between"));
      check();
    }
  }

  /** Throws the failure of a line that was cut. */
  void check() throws SwitchFailure {
    Optional<Failure> cut = failure();
    if (cut.isPresent()) {
      throw new SwitchFailure(cut.get(), null);
    }
  }
}
