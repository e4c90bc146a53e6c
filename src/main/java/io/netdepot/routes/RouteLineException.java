package io.netdepot.routes;

/** Carries the line of the node that a route failed at; the reason is its cause. */
final class RouteLineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  RouteLineException(int line, Throwable cause) {
    super(cause);
    this.line = line;
  }

  int line() {
    return line;
  }
}
