package io.netdepot.yaml;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a file, or a set of files, is not used as it is now.
 *
 * @param at when it was refused
 * @param problems at least one
 */
public record FileRefusal(Instant at, List<FileProblem> problems) {
  public FileRefusal {
    problems = List.copyOf(problems);
  }

  /** The problems, one a line. */
  public String text() {
    return problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n"));
  }
}
