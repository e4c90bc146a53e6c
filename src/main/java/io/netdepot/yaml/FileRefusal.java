package io.netdepot.yaml;

import java.time.Instant;
import java.util.List;

/**
 * Why a file, as it is now, is not used.
 *
 * @param at when it was refused
 */
public record FileRefusal(Instant at, List<FileProblem> problems) {
  public FileRefusal {
    problems = List.copyOf(problems);
  }
}
