package io.netdepot.management;

import io.netdepot.http.ApiError;
import io.netdepot.http.ProblemShape;
import io.netdepot.http.RefusalWriter;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A path that anybody may read without a password, by GET or HEAD.
 *
 * @param path such as {@code /observe/health}
 * @param answer begins to make an answer, without waiting for it
 */
record OpenDoor(String path, Supplier<CompletionStage<Answer>> answer) implements Door {
  private static final Logger log = LoggerFactory.getLogger(OpenDoor.class);
  private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final RefusalWriter REFUSALS = new RefusalWriter(request -> new ProblemShape());

  /** An answer whose body HEAD leaves out. */
  record Answer(int status, String contentType, Buffer body) {}

  @Override
  public void install(Router router) {
    router.route(path).handler(this::handle);
  }

  private void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    if (!METHODS.contains(request.method())) {
      refuse(ctx, ApiError.of(405, "This path takes GET and HEAD").with("Allow", "GET, HEAD"));
      return;
    }
    Context home = ctx.vertx().getOrCreateContext();
    answer
        .get()
        .whenComplete((made, failure) -> home.runOnContext(back -> finish(ctx, made, failure)));
  }

  private void finish(RoutingContext ctx, @Nullable Answer made, @Nullable Throwable failure) {
    if (failure != null || made == null) {
      log.error("{} could not be answered", path, failure);
      refuse(ctx, ApiError.of(500, "This failed; the log has more"));
      return;
    }
    HttpServerResponse response = ctx.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(made.status())
        .putHeader("Content-Type", made.contentType())
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Length", Integer.toString(made.body().length()));
    (ctx.request().method().equals(HttpMethod.HEAD) ? response.end() : response.end(made.body()))
        .onFailure(gone -> log.debug("A monitor went away: {}", String.valueOf(gone)));
  }

  private static void refuse(RoutingContext ctx, ApiError error) {
    REFUSALS.refuse(ctx.vertx(), ctx.request(), error);
  }
}
