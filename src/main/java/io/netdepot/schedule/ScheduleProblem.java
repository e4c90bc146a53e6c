package io.netdepot.schedule;

import java.util.Optional;

/**
 * Why the schedules are refused.
 *
 * @param line from 1, when it is known
 */
public record ScheduleProblem(String file, Optional<Integer> line, String reason) {

  /** Such as {@code schedules.yaml:12: There is no time zone 'Mars'}. */
  @Override
  public String toString() {
    return file + line.map(number -> ":" + number).orElse("") + ": " + reason;
  }
}
