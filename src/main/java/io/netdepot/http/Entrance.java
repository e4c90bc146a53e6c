package io.netdepot.http;

import java.util.Optional;

/**
 * Tells from the head of a request who sent it: each API has its own kinds of logins. Asked for
 * operations that need a login, and for paths and methods that no document knows. Thread-safe.
 */
public interface Entrance {
  /**
   * What {@link #check} would say, if that can be told at once; empty says nothing. Runs on the
   * event loop and must not wait.
   */
  Optional<Entry> known(RequestHead head);

  /** Who sent this; may take long, and runs on a virtual thread. */
  Entry check(RequestHead head);
}
