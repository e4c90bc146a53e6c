package io.netdepot.schedule;

import io.netdepot.catalog.ScheduleRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it stands.
 *
 * @param next its next times, the earliest first
 * @param lastRun the newest one, running or ended
 */
public record ScheduleView(Schedule schedule, List<Instant> next, Optional<ScheduleRun> lastRun) {
  public ScheduleView {
    next = List.copyOf(next);
  }
}
