package io.netdepot.operation;

import io.netdepot.catalog.PhaseTime;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how long a try is in each phase: one time a phase, however often a route goes to and
 * fro. Not thread-safe.
 */
final class PhaseClock {
  private final Map<Phase, PhaseTime> left = new EnumMap<>(Phase.class);
  private Phase phase;
  private Instant since;

  PhaseClock(Phase first, Instant now) {
    this.phase = first;
    this.since = millis(now);
  }

  /** The try goes from its phase to another one. */
  void enter(Phase next, Instant now) {
    left.put(phase, upTo(millis(now)));
    phase = next;
    since = millis(now);
  }

  /** The phases so far, the present one as if it ended now. */
  List<PhaseTime> upToNow(Instant now) {
    Map<Phase, PhaseTime> all = new EnumMap<>(left);
    all.put(phase, upTo(millis(now)));
    return List.copyOf(all.values());
  }

  private PhaseTime upTo(Instant now) {
    // A clock that is set back must not make a time negative.
    Duration more = now.isAfter(since) ? Duration.between(since, now) : Duration.ZERO;
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
