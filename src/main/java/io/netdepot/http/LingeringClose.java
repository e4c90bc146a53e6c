package io.netdepot.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Closes a connection whose request was refused before its body was read. A little of the body is
 * read and dropped first: closed at once, the system would reset the connection, and the client
 * might lose the answer.
 */
final class LingeringClose {
  private static final long LONGEST_MILLIS = 1_000;
  private static final long MOST_BYTES = 1 << 20;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private long dropped;

  LingeringClose(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
  }

  void begin() {
    vertx.setTimer(LONGEST_MILLIS, timer -> close());
    if (request.isEnded()) {
      close();
      return;
    }
    request.exceptionHandler(gone -> {});
    request.handler(this::drop);
    request.endHandler(end -> close());
    request.resume();
  }

  private void drop(Buffer bytes) {
    dropped += bytes.length();
    if (dropped > MOST_BYTES) {
      close();
    }
  }

  private void close() {
    request.connection().close();
  }
}
