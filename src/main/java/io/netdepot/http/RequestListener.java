package io.netdepot.http;

import java.time.Duration;

/** Hears of every request when it is over. Thread-safe; returns at once and does not throw. */
@FunctionalInterface
public interface RequestListener {
  /**
   * A request is over.
   *
   * @param api the name of the API that owns its path; empty when none does
   * @param status of the answer; 0 when the client went away before it
   */
  void ended(String api, String method, int status, Duration took);

  /** Hears nothing. */
  RequestListener NONE = (api, method, status, took) -> {};
}
