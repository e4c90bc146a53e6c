package io.netdepot.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;

/** How a server of ours takes its port. */
public final class ServerPort {
  private ServerPort() {}

  /**
   * Listens, or fails and leaves nothing of the server. Vert.x closes one that could not listen
   * when it is collected as garbage, and complains when its event loop is gone by then.
   *
   * @param port negative takes a free one, which those with the same number share
   */
  public static Future<HttpServer> take(HttpServer server, String host, int port) {
    return server
        .listen(port, host)
        .recover(refused -> server.close().transform(closed -> Future.failedFuture(refused)));
  }
}
