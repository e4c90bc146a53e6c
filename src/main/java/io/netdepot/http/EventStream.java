package io.netdepot.http;

import java.time.Duration;
import java.util.List;

/** The events for one client. One thread asks for them; any thread may close it. */
public interface EventStream extends AutoCloseable {
  /**
   * The next events, as soon as there are some; none when none came in so long a time, or when it
   * was closed.
   */
  List<ServerSentEvent> next(Duration longest) throws InterruptedException;

  /** What a client that comes back would go on after, also when no event was for it. */
  long position();

  @Override
  void close();
}
