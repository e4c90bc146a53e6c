package io.netdepot.recording;

import java.util.List;
import java.util.stream.Collectors;

/** A recording that cannot be played, with everything that is wrong. */
public final class RecordingRefusedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<RecordingProblem> problems;

  RecordingRefusedException(List<RecordingProblem> problems) {
    super(problems.stream().map(RecordingProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<RecordingProblem> problems() {
    return problems;
  }
}
