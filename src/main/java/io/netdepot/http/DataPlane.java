package io.netdepot.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.IdentityHashMap;

/**
 * The third handler of every request: takes those whose operation sends or receives files, or sends
 * events, and passes on the others.
 */
final class DataPlane implements Handler<RoutingContext> {
  // A rule is found in its document, so it is always the same object.
  private final IdentityHashMap<OperationRule, Handler<RoutingContext>> handlers =
      new IdentityHashMap<>();

  DataPlane(Apis apis, Downloads downloads, Uploads uploads, EventStreams streams) {
    for (Api api : apis.all()) {
      api.downloads()
          .forEach(
              (id, source) ->
                  handlers.put(api.contract().operation(id), downloads.handler(source)));
      api.uploads()
          .forEach(
              (id, target) -> handlers.put(api.contract().operation(id), uploads.handler(target)));
      api.streams()
          .forEach(
              (id, source) -> handlers.put(api.contract().operation(id), streams.handler(source)));
    }
  }

  @Override
  public void handle(RoutingContext ctx) {
    Handler<RoutingContext> handler =
        Visit.of(ctx.request()).rule().map(handlers::get).orElse(RoutingContext::next);
    handler.handle(ctx);
  }
}
