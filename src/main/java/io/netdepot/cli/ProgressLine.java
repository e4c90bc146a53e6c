package io.netdepot.cli;

import java.io.PrintStream;

/**
 * Tells a person how far a long work is: one line that changes. Where nobody watches, nothing is
 * printed. Used by one thread.
 */
final class ProgressLine implements DataCare.Progress, AutoCloseable {
  private static final int WIDEST = 76;

  private final PrintStream out;
  private final boolean watched;

  // Mutable state
  private String shown = "";

  ProgressLine(Terminal terminal) {
    this.out = terminal.out();
    this.watched = terminal.interactive();
  }

  @Override
  public void at(String doing, long done, long of) {
    String line = doing + ": " + (of == 0 ? 100 : done * 100 / of) + " %";
    if (watched && !line.equals(shown)) {
      out.print("\r" + " ".repeat(Math.min(WIDEST, shown.length())) + "\r" + line);
      out.flush();
      shown = line;
    }
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (!shown.isEmpty()) {
      out.print("\r" + " ".repeat(Math.min(WIDEST, shown.length())) + "\r");
      out.flush();
      shown = "";
    }
  }
}
