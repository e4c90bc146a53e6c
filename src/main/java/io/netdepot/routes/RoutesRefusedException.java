package io.netdepot.routes;

import java.util.List;
import java.util.stream.Collectors;

/** A set of route files is not put to work. */
public final class RoutesRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<RouteProblem> problems;

  RoutesRefusedException(List<RouteProblem> problems) {
    super(problems.stream().map(RouteProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<RouteProblem> problems() {
    return problems;
  }
}
