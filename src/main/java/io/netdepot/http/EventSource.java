package io.netdepot.http;

/** Opens streams of events. Thread-safe; runs on a virtual thread and may block. */
@FunctionalInterface
public interface EventSource {
  /**
   * Opens a stream for a request.
   *
   * @throws ApiProblem when the client shall see an error
   */
  EventStream open(Call call);
}
