package io.netdepot.receive;

import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;

/**
 * Takes in what a switch pushes, for those whose files cannot be fetched: one file for one task,
 * under a login of its own that ends with it. Thread-safe.
 */
public interface Receiver {
  /**
   * Looks whether there is one at all, before anything is done for it.
   *
   * @throws SwitchFailure {@code package-unreadable} when there is none; says how to have one
   */
  void requireOn() throws SwitchFailure;

  /**
   * Waits for one file of one switch from now on, until the reception is closed.
   *
   * @param mostBytes a longer file is refused while it comes
   * @param progress told of the bytes as they come, on any thread
   * @throws SwitchFailure {@code package-unreadable} when the receiver is off; {@code storage-full}
   *     or {@code storage-failed} when there is no room for a file
   */
  Reception open(SwitchTask task, long mostBytes, Progress progress) throws SwitchFailure;
}
