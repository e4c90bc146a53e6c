package io.netdepot.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and writes.
 *
 * @param typed whether a person types {@code in}
 * @param interactive whether a person watches {@code out}
 */
public record Terminal(
    InputStream in, PrintStream out, PrintStream err, boolean typed, boolean interactive) {
  /**
   * The process's own. The launcher tells which of the two are terminals: Java can tell it only for
   * both together, and not in every release.
   */
  public static Terminal ofProcess(boolean typed, boolean interactive) {
    return new Terminal(System.in, System.out, System.err, typed, interactive);
  }
}
