package io.netdepot.demo;

/** A step of the tour did not go as it should; the message says which and what was seen. */
public final class DemoFailed extends Exception {
  private static final long serialVersionUID = 1L;

  DemoFailed(String message) {
    super(message);
  }
}
