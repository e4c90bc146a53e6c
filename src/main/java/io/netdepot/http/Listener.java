package io.netdepot.http;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** One event loop's share of a port. */
final class Listener extends AbstractVerticle {
  /** Longer than the longest {@code images.upload-stall}, which answers before it closes. */
  static final Duration IDLE_LIMIT = Duration.ofMinutes(2);

  private final String host;
  private final int port;
  private final HttpServerOptions options;
  private final Handler<HttpServerRequest> requests;
  private final Failures failures;
  private final Consumer<HttpServer> bound;

  /**
   * A listener that is not bound yet.
   *
   * @param port negative takes a free one, which those with the same number share
   * @param failures answers what cannot be read as a request
   * @param bound is told once it listens
   */
  Listener(
      String host,
      int port,
      HttpServerOptions options,
      Handler<HttpServerRequest> requests,
      Failures failures,
      Consumer<HttpServer> bound) {
    this.host = host;
    this.port = port;
    this.options = options;
    this.requests = requests;
    this.failures = failures;
    this.bound = bound;
  }

  /** What every listener of ours has in common: plain HTTP. */
  static HttpServerOptions plain() {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setTcpNoDelay(true)
        // As much as is read from a socket at a time: an upload in pieces of the usual 8 KiB costs
        // more.
        .setMaxChunkSize(64 << 10);
  }

  @Override
  public void start(Promise<Void> started) {
    HttpServer server =
        vertx
            .createHttpServer(options)
            .requestHandler(requests)
            .invalidRequestHandler(request -> failures.unreadable(vertx, request))
            .connectionHandler(new IdleCut(IDLE_LIMIT));
    ServerPort.take(server, host, port)
        .onSuccess(bound::accept)
        .<Void>mapEmpty()
        .onComplete(started);
  }
}
