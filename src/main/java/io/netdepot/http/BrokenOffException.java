package io.netdepot.http;

import java.io.IOException;

/** A client went away in the middle of its body, so nobody is left to be answered. */
final class BrokenOffException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenOffException(Throwable cause) {
    super("The client broke off its request: " + cause, cause);
  }
}
