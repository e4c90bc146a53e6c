package io.netdepot.http;

/** Whether requests are taken: not before every route is there, not while the service stops. */
final class Gate {
  // Written when the context starts and stops, read by every event loop.
  private volatile State state = State.STARTING;

  /** The life of the listener. */
  enum State {
    STARTING,
    OPEN,
    STOPPING
  }

  void open() {
    state = State.OPEN;
  }

  void stop() {
    state = State.STOPPING;
  }

  State state() {
    return state;
  }
}
