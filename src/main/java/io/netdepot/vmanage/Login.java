package io.netdepot.vmanage;

import io.netdepot.http.Caller;

/** One proof of a password. All sessions that come from it end together. */
final class Login {
  private final Caller caller;
  private final Object generation;

  /**
   * @param generation of the password, as it was before it was proved
   */
  Login(Caller caller, Object generation) {
    this.caller = caller;
    this.generation = generation;
  }

  Caller caller() {
    return caller;
  }

  Object generation() {
    return generation;
  }
}
