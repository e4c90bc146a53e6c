package io.netdepot.cli;

import java.util.List;

/** The service cannot start, for a reason outside of it: a port in use, a route that is wrong. */
public final class StartProblem extends CommandProblem {
  private static final long serialVersionUID = 1L;

  public StartProblem(String sentence) {
    super(sentence);
  }

  public StartProblem(List<String> sentences) {
    super(sentences);
  }
}
