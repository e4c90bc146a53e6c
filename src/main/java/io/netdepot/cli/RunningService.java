package io.netdepot.cli;

import java.net.URI;

/** The service while it runs. */
public interface RunningService extends AutoCloseable {
  /** Where the API answers, such as {@code http://127.0.0.1:8080}, without a path. */
  URI address();

  /** Waits until the service has stopped, by {@link #close()} or by itself. */
  void awaitStop() throws InterruptedException;

  /**
   * Stops it: no new work, running transfers get their time, unfinished tasks stay recorded. May be
   * called more than once and from any thread; each call returns when the service has stopped.
   */
  @Override
  void close();
}
