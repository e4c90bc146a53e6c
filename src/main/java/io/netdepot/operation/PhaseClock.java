package io.netdepot.operation;

import io.netdepot.catalog.PhaseTime;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures how long a try is in each phase: one time a phase, however often a route goes to and
 * fro. Not thread-safe.
 */
final class PhaseClock {
  private final Map<Phase, PhaseTime> left = new EnumMap<>(Phase.class);
  private final LongSupplier nanos;
  private Phase phase;
  private Instant since;
  private long sinceNanos;

  /**
   * Begins with a phase.
   *
   * @param nanos a clock that nobody sets, in nanoseconds from anywhere
   */
  PhaseClock(Phase first, Instant now, LongSupplier nanos) {
    this.phase = first;
    this.since = millis(now);
    this.nanos = nanos;
    this.sinceNanos = nanos.getAsLong();
  }

  /** The try goes from its phase to another one. */
  void enter(Phase next, Instant now) {
    left.put(phase, upToNow());
    phase = next;
    since = millis(now);
    sinceNanos = nanos.getAsLong();
  }

  /** The phases so far, the present one as if it ended now. */
  List<PhaseTime> soFar() {
    Map<Phase, PhaseTime> all = new EnumMap<>(left);
    all.put(phase, upToNow());
    return List.copyOf(all.values());
  }

  // A wall clock that is set meanwhile makes no phase longer, shorter or negative.
  private PhaseTime upToNow() {
    Duration more = Duration.ofNanos(nanos.getAsLong() - sinceNanos).truncatedTo(ChronoUnit.MILLIS);
    Instant end = since.plus(more);
    PhaseTime before = left.get(phase);
    return before == null
        ? new PhaseTime(phase, since, end, more)
        : new PhaseTime(phase, before.begunAt(), end, before.spent().plus(more));
  }

  // What the catalog keeps.
  private static Instant millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS);
  }
}
