package io.netdepot.schedule;

import java.time.Instant;
import java.util.List;

/**
 * Why the file of schedules, as it is now, is not used.
 *
 * @param at when it was refused
 */
public record ScheduleRefusal(Instant at, List<ScheduleProblem> problems) {
  public ScheduleRefusal {
    problems = List.copyOf(problems);
  }
}
