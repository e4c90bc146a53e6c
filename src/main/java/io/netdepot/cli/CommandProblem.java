package io.netdepot.cli;

import java.util.List;

/**
 * A command cannot do its work for a reason that the user can do something about; told without a
 * stack trace.
 */
public class CommandProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> sentences;

  public CommandProblem(String sentence) {
    this(List.of(sentence));
  }

  public CommandProblem(List<String> sentences) {
    super(String.join(System.lineSeparator(), sentences));
    this.sentences = List.copyOf(sentences);
  }

  /** One sentence or more, each a line of its own: what is wrong and what to do. */
  public final List<String> sentences() {
    return sentences;
  }
}
