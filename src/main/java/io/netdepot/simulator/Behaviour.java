package io.netdepot.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The faults that a switch has at present. Safe for use by several threads. */
final class Behaviour {
  private static final class Held {
    private final Fault fault;
    private int timesLeft;

    Held(Fault fault, int timesLeft) {
      this.fault = fault;
      this.timesLeft = timesLeft;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by lock.
  private List<Held> faults = List.of();

  Behaviour(List<Fault> faults) {
    replace(faults);
  }

  /** From now on these faults and no others. */
  void replace(List<Fault> next) {
    List<Held> held = new ArrayList<>();
    for (Fault fault : next) {
      held.add(
          fault instanceof Fault.Limited limited
              ? new Held(limited.fault(), limited.times())
              : new Held(fault, Integer.MAX_VALUE));
    }
    lock.lock();
    try {
      faults = held;
    } finally {
      lock.unlock();
    }
  }

  /** The fault of this kind if it shows now; a limited one is used up by being asked for. */
  <F extends Fault> Optional<F> take(Class<F> kind) {
    return take(kind, any -> true);
  }

  /** As {@link #take(Class)}, for a fault that also has what the caller looks for. */
  <F extends Fault> Optional<F> take(Class<F> kind, Predicate<F> wanted) {
    lock.lock();
    try {
      for (Held held : faults) {
        if (held.timesLeft > 0
            && kind.isInstance(held.fault)
            && wanted.test(kind.cast(held.fault))) {
          held.timesLeft--;
          return Optional.of(kind.cast(held.fault));
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the switch falls silent at this moment. */
  boolean fallsSilent(Fault.Moment moment) {
    return take(Fault.Silence.class, silence -> silence.at() == moment).isPresent();
  }
}
