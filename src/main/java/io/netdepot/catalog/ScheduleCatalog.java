package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What schedules began, and up to when their times were dealt with. Every call is one transaction
 * and durable when it returns. Thread-safe.
 */
public interface ScheduleCatalog {
  /**
   * Up to when the times of a schedule were dealt with. A schedule that is new, or has other times
   * than before, begins with {@code otherwise}.
   *
   * @param timing all that its times depend on
   */
  Instant handledUntil(String schedule, String timing, Instant otherwise);

  /**
   * Forgets up to when the times of all other schedules were dealt with: one that is added again
   * has missed nothing.
   */
  void forgetOthers(Set<String> schedules);

  /**
   * Records a run. The runs of a schedule but the newest hundred are forgotten; one that has not
   * ended, and this one, are kept however the clock stands.
   *
   * @param handledUntil the times of the schedule that are dealt with by it; empty leaves that
   */
  void begin(ScheduleRun run, Optional<Instant> handledUntil);

  /**
   * Ends a run; false when it had ended. That of an operation ends with the operation by itself.
   */
  boolean end(EntityId run, ScheduleRun.Outcome outcome, String details, Instant at);

  /** Says more of a run that goes on. */
  void details(EntityId run, String details);

  Optional<ScheduleRun> find(EntityId run);

  /** Of one schedule, newest first. */
  List<ScheduleRun> runs(String schedule, int limit);

  /** Those that have not ended: at start, what a killed service left. */
  List<ScheduleRun> running();
}
