package io.netdepot.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file is not put to work. */
public final class FileRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  /** At least one problem. */
  public FileRefusedException(List<FileProblem> problems) {
    super(problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<FileProblem> problems() {
    return problems;
  }
}
