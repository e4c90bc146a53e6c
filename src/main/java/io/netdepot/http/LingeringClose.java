package io.netdepot.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;

/**
 * Closes a connection whose request was refused before its body was read (RFC 9112, section 9.6).
 * What still comes of the body is read and dropped first: a connection that is closed with bytes
 * unread is reset by the system, and a client that sends to the end before it reads, as many do,
 * then loses the answer.
 *
 * <p>A client that reads the answer stops sending. One that does not is cut off: by the time, and
 * by a number of bytes that only bodies of files have, since whoever sends these need not have
 * logged in. Of HTTP/2 it is the stream that is cut off, and not the requests beside it.
 */
final class LingeringClose {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 64 << 20;

  private final Vertx vertx;
  private final HttpServerRequest request;

  // Mutable state, of the request's event loop
  private final long began = System.nanoTime();
  private long heardAt = began;
  private long dropped;
  private long timer;
  private boolean closed;

  LingeringClose(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
  }

  void begin() {
    if (request.isEnded()) {
      ended();
      return;
    }
    watch();
    request.connection().closeHandler(gone -> over());
    request.exceptionHandler(gone -> over());
    request.handler(this::drop);
    request.endHandler(end -> ended());
    request.resume();
  }

  private void drop(Buffer bytes) {
    heardAt = System.nanoTime();
    dropped += bytes.length();
    if (dropped > MOST_BYTES) {
      close();
    }
  }

  private void watch() {
    long now = System.nanoTime();
    long left =
        Math.min(LONGEST.toNanos() - (now - began), LONGEST_SILENCE.toNanos() - (now - heardAt));
    if (left <= 0) {
      close();
    } else {
      timer = vertx.setTimer(Math.max(1, Duration.ofNanos(left).toMillis()), late -> watch());
    }
  }

  private void ended() {
    if (isOneOfMany()) {
      over();
    } else {
      close();
    }
  }

  private void close() {
    if (closed) {
      return;
    }
    over();
    if (isOneOfMany()) {
      boolean unused = request.response().reset();
    } else {
      request.connection().close();
    }
  }

  private boolean isOneOfMany() {
    return request.version() == HttpVersion.HTTP_2;
  }

  private void over() {
    closed = true;
    vertx.cancelTimer(timer);
  }
}
