package io.netdepot.schedule;

import java.util.List;
import java.util.stream.Collectors;

/** A file of schedules is not put to work. */
public final class SchedulesRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ScheduleProblem> problems;

  SchedulesRefusedException(List<ScheduleProblem> problems) {
    super(problems.stream().map(ScheduleProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ScheduleProblem> problems() {
    return problems;
  }
}
