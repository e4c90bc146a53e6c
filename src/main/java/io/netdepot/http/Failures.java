package io.netdepot.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** Answers what handlers gave up on, and what Vert.x itself refuses. */
final class Failures implements Handler<RoutingContext> {
  private final Answers answers;
  private final long maxJsonBody;

  Failures(Answers answers, long maxJsonBody) {
    this.answers = answers;
    this.maxJsonBody = maxJsonBody;
  }

  @Override
  public void handle(RoutingContext ctx) {
    int status = ctx.statusCode();
    if (ctx.failure() == null || (status >= 400 && status < 500)) {
      answers.send(ctx.vertx(), ctx.request(), error(status));
    } else if (!ctx.request().isEnded() && isTheClients(ctx.failure())) {
      ctx.request().connection().close();
    } else {
      answers.sendUnexpected(ctx.vertx(), ctx.request(), ctx.failure());
    }
  }

  // It went away in the middle of its body, or sent a chunk whose size is no number: Netty closes
  // on both.
  private static boolean isTheClients(Throwable failure) {
    return failure instanceof IOException
        || failure instanceof HttpClosedException
        || failure instanceof NumberFormatException;
  }

  private ApiError error(int status) {
    return switch (status) {
      case 413 -> ApiError.of(413, "The body is longer than the " + maxJsonBody + " bytes taken");
      case 404 -> ApiError.of(404, "There is nothing here");
      case 400 ->
          ApiError.of(
              400, "The request is not valid HTTP; check its request line and its Host header");
      default -> ApiError.of(status >= 400 ? status : 500, "The request cannot be answered");
    };
  }

  /** Answers a request whose head cannot be read, and closes the connection. */
  void unreadable(Vertx vertx, HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ApiError error =
        switch (cause) {
          case TooLongHttpLineException line ->
              ApiError.of(414, "The request line is too long; at most 4096 bytes are taken");
          case TooLongHttpHeaderException header ->
              ApiError.of(431, "The headers are too long; at most 8192 bytes are taken");
          default -> ApiError.of(400, "The request is not valid HTTP");
        };
    answers.send(vertx, request, error.with("Connection", "close"));
    request.connection().close();
  }
}
