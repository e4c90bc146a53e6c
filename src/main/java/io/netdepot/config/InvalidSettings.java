package io.netdepot.config;

import java.util.List;

/** The settings cannot be used; every problem that was found is told in a sentence of its own. */
public final class InvalidSettings extends Exception {
  private static final long serialVersionUID = 1L;

  private final List<String> problems;

  InvalidSettings(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
