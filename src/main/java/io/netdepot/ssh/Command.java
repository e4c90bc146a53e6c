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

  @Override
  public String toString() {
    return line;
  }
}
