package io.netdepot.simulator;

import java.io.IOException;
import java.util.OptionalInt;

/** A command that a switch's shell can run. */
interface Program {

  /**
   * Runs to the end, on a virtual thread of its own that is interrupted when the client goes.
   *
   * @return the exit status; empty when the channel is to be closed without one
   */
  OptionalInt run(Terminal terminal) throws IOException, InterruptedException;
}
