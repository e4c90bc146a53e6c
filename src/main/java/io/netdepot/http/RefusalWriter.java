package io.netdepot.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.function.Function;

/** The one place that refuses requests, in the shape that belongs to each. Thread-safe. */
public final class RefusalWriter {
  private final Function<HttpServerRequest, ErrorShape> shapes;

  public RefusalWriter(Function<HttpServerRequest, ErrorShape> shapes) {
    this.shapes = shapes;
  }

  /**
   * Refuses a request. When its body has not been read, the connection is closed after the answer,
   * so that nobody has to receive the rest. To be called where the request is at home; an answer
   * that was given already stays as it is.
   */
  public void refuse(Vertx vertx, HttpServerRequest request, ApiError error) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      // Half an answer is out already: only breaking it off tells the client.
      request.connection().close();
      return;
    }
    boolean unread = RequestBody.isAnnounced(request) && !request.isEnded();
    // What was meant to go with the file does not go with the error.
    List.of("ETag", "Content-Disposition", "Repr-Digest", "Last-Modified", "Content-Length")
        .forEach(response.headers()::remove);
    ErrorShape shape = shapes.apply(request);
    byte[] body = shape.body(error);
    response.setStatusCode(error.status()).putHeader("Content-Type", shape.contentType(error));
    error.headers().forEach(response::putHeader);
    response.putHeader("X-Content-Type-Options", "nosniff").putHeader("Cache-Control", "no-store");
    // HTTP/2 knows no such header.
    if (unread && request.version().compareTo(HttpVersion.HTTP_1_1) <= 0) {
      response.putHeader("Connection", "close");
    }
    response.putHeader("Content-Length", Integer.toString(body.length));
    response.end(Buffer.buffer(body));
    if (unread) {
      new LingeringClose(vertx, request).begin();
    } else if (!request.isEnded()) {
      request.resume();
    }
  }
}
