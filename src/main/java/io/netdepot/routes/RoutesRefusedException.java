package io.netdepot.routes;

import io.netdepot.yaml.FileProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A set of route files is not put to work. */
public final class RoutesRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  RoutesRefusedException(List<FileProblem> problems) {
    super(problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<FileProblem> problems() {
    return problems;
  }
}
