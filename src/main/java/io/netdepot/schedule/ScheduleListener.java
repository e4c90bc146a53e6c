package io.netdepot.schedule;

/** Hears how runs began and ended, for metrics. Returns at once and throws nothing. */
@FunctionalInterface
public interface ScheduleListener {
  /**
   * A run has an outcome.
   *
   * @param outcome in a word; {@code running} for an operation that goes on by itself
   */
  void ran(ScheduleKind kind, String outcome);
}
