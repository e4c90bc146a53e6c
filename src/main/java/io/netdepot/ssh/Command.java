package io.netdepot.ssh;

/**
 * A command line for a switch's shell. Only {@link CommandTemplate} makes one, so every argument in
 * it is quoted.
 */
public final class Command {
  private final String line;

  Command(String line) {
    this.line = line;
  }

  String line() {
    return line;
  }

  /** The line in quotes, for sentences; in others than those that stand in it. */
  String quoted() {
    char quote = line.indexOf('\'') >= 0 ? '"' : '\'';
    return quote + line + quote;
  }

  @Override
  public String toString() {
    return line;
  }
}
