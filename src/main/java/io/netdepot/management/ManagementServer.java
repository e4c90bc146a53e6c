package io.netdepot.management;

import io.netdepot.config.Durations;
import io.netdepot.config.ManagementSettings;
import io.netdepot.http.ApiError;
import io.netdepot.http.ProblemShape;
import io.netdepot.http.RefusalWriter;
import io.netdepot.http.ServerPort;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener of the management port. It has an event loop of its own: a monitor is answered while
 * the API has its hands full. All paths are there before it listens.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ManagementServer.class);
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final int IDLE_SECONDS = 60;

  private final Vertx vertx;
  private final HttpServer server;

  private ManagementServer(Vertx vertx, HttpServer server) {
    this.vertx = vertx;
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param doors what answers there; each takes its own paths
   * @throws IOException when the port is taken; the message is a sentence for people
   */
  public static ManagementServer start(ManagementSettings settings, List<? extends Door> doors)
      throws IOException {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    try {
      HttpServer server =
          await(
              ServerPort.take(
                      vertx
                          .createHttpServer(
                              new HttpServerOptions()
                                  .setHttp2ClearTextEnabled(false)
                                  .setIdleTimeout(IDLE_SECONDS))
                          .requestHandler(paths(vertx, doors)),
                      settings.host(),
                      settings.port())
                  .toCompletionStage());
      return new ManagementServer(vertx, server);
    } catch (IOException e) {
      closeQuietly(vertx);
      throw new IOException(
          "Cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + " (management.port): "
              + e.getMessage()
              + "; stop what listens there, or set another port",
          e);
    }
  }

  private static Router paths(Vertx vertx, List<? extends Door> doors) {
    Router router = Router.router(vertx);
    doors.forEach(door -> door.install(router));
    RefusalWriter refusals = new RefusalWriter(request -> new ProblemShape());
    router
        .route()
        .last()
        .handler(
            ctx ->
                refusals.refuse(
                    vertx, ctx.request(), ApiError.of(404, "There is nothing at this path")));
    return router;
  }

  private static <T> T await(CompletionStage<T> stage) throws IOException {
    try {
      return stage.toCompletableFuture().get(WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new IOException("This took longer than " + Durations.format(WITHIN), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("This was interrupted", e);
    }
  }

  /** The port, also where the setting left the choice to the system. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    closeQuietly(vertx);
  }

  private static void closeQuietly(Vertx vertx) {
    try {
      Void unused = await(vertx.close().toCompletionStage());
    } catch (IOException e) {
      log.warn("The management port did not close: {}", e.getMessage());
    }
  }
}
