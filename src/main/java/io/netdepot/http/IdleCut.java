package io.netdepot.http;

import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections on which nothing moves: a client that sends half a request, or stops reading
 * its download.
 *
 * <p>The idle timeout of Vert.x would also cut a download that is moving, because it counts a file
 * as one write; this one looks at the bytes within it.
 */
final class IdleCut implements Handler<HttpConnection> {
  private final Duration limit;

  IdleCut(Duration limit) {
    this.limit = limit;
  }

  @Override
  public void handle(HttpConnection connection) {
    // Vert.x closes the connection when it is told of the idle state.
    ((ConnectionBase) connection)
        .channel()
        .pipeline()
        .addFirst(
            "netdepot-idle",
            new IdleStateHandler(true, 0, 0, limit.toMillis(), TimeUnit.MILLISECONDS));
  }
}
