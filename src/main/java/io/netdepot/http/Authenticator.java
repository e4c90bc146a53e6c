package io.netdepot.http;

import java.util.Optional;

/** Checks a user and a password. Thread-safe; may take long, and runs on a virtual thread. */
@FunctionalInterface
public interface Authenticator {
  Access check(BasicCredentials credentials);

  /**
   * What {@link #check} would say, if that can be told at once; empty says nothing. Runs on the
   * event loop and must not wait.
   */
  default Optional<Access> known(BasicCredentials credentials) {
    return Optional.empty();
  }

  /**
   * Something that stays equal as long as a user's password stays the same, and says nothing about
   * it: whoever remembers a login compares it. Must not wait.
   */
  default Object generation(String user) {
    return Authenticator.class;
  }
}
