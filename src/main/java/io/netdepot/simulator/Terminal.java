package io.netdepot.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * What a program prints to.
 *
 * @param out standard output
 * @param err standard error
 */
record Terminal(OutputStream out, OutputStream err, Connection connection) {
  static final OptionalInt DONE = OptionalInt.of(0);
  static final OptionalInt NO_STATUS = OptionalInt.empty();

  void print(String line) throws IOException {
    write(out, line);
  }

  /** Prints lines to standard error and ends with exit status 1. */
  OptionalInt fail(String... lines) throws IOException {
    for (String line : lines) {
      write(err, line);
    }
    return OptionalInt.of(1);
  }

  /** The same, with the words that NVOS puts before the reason of a failed action. */
  OptionalInt failAction(String issue) throws IOException {
    return fail("Action failed with the following issue:", issue);
  }

  /** The same terminal with all output on standard error. */
  Terminal onStandardError() {
    return new Terminal(err, err, connection);
  }

  private static void write(OutputStream to, String line) throws IOException {
    to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    to.flush();
  }
}
