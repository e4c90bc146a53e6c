package io.netdepot.catalog;

import java.io.IOException;

/**
 * Takes room on the disk for the database's file before the database uses it: what the log holds
 * must find its place in the file when the log is brought in, or the log could never begin anew.
 */
@FunctionalInterface
interface Extent {
  /**
   * Makes the file at least so long, with bytes that lie on the disk.
   *
   * @throws IOException when there is no room, and the file has the length it had
   */
  void reach(long bytes) throws IOException;
}
