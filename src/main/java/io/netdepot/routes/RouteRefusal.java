package io.netdepot.routes;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of route files that was not put to work; what was at work goes on.
 *
 * @param at when it was tried
 * @param problems at least one
 */
public record RouteRefusal(Instant at, List<RouteProblem> problems) {
  public RouteRefusal {
    problems = List.copyOf(problems);
  }

  /** The problems, one a line. */
  public String text() {
    return problems.stream().map(RouteProblem::toString).collect(Collectors.joining("\n"));
  }
}
