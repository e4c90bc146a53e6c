package io.netdepot.http;

import java.util.Optional;

/** Finds the file of a download. Thread-safe; runs on a virtual thread and may block. */
@FunctionalInterface
public interface DownloadSource {
  /**
   * Finds the file that a request asks for.
   *
   * @throws ApiProblem when the client shall see an error
   */
  Downloadable find(Call call);

  /**
   * The file if it can be told at once, which spares a client that fetches in parts two changes of
   * thread for each; empty says nothing. Runs on the event loop and must not wait.
   */
  default Optional<Downloadable> known(Call call) {
    return Optional.empty();
  }
}
