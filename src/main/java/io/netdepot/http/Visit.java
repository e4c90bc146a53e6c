package io.netdepot.http;

import io.netdepot.fleet.EntityId;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import java.util.Optional;

/**
 * One request on its way through the handlers: what it is for, found once, and who sent it. Its
 * parts but the caller and the operation never change.
 */
final class Visit {
  private final HttpServerRequest request;
  private final String path;
  private final boolean readable;
  private final Optional<Api> api;
  private final Optional<OperationRule> rule;
  // Written on the event loop, read by the workers.
  private volatile Optional<Caller> caller = Optional.empty();
  private volatile Optional<EntityId> operation = Optional.empty();

  private Visit(HttpServerRequest request, Apis apis) {
    this.request = request;
    Optional<String> readablePath = RequestPath.of(request);
    this.readable = readablePath.isPresent();
    this.path = readablePath.orElseGet(() -> Optional.ofNullable(request.path()).orElse(""));
    this.api = apis.owning(path);
    this.rule = api.flatMap(one -> one.contract().find(request.method().name(), path));
  }

  /** Finds out what a request is for, and leaves that with it. */
  static Visit begin(HttpServerRequest request, Apis apis) {
    Visit visit = new Visit(request, apis);
    // Vert.x gives every request a context of its own, which goes where the request goes.
    ((HttpServerRequestInternal) request).context().putLocal(Visit.class, visit);
    return visit;
  }

  /** What {@link #begin} found. */
  static Visit of(HttpServerRequest request) {
    Visit visit = ((HttpServerRequestInternal) request).context().getLocal(Visit.class);
    if (visit == null) {
      throw new IllegalStateException("This request did not come in by the admission");
    }
    return visit;
  }

  HttpServerRequest request() {
    return request;
  }

  /** As the router sees it. */
  String path() {
    return path;
  }

  /** Whether the path can be decoded. */
  boolean readable() {
    return readable;
  }

  /** The API that owns the path. */
  Optional<Api> api() {
    return api;
  }

  /** The documented operation. */
  Optional<OperationRule> rule() {
    return rule;
  }

  /** Who sent it; empty until that is known, and for an operation that is open to all. */
  Optional<Caller> caller() {
    return caller;
  }

  void identify(Caller found) {
    caller = Optional.of(found);
  }

  /** The operation that it is about; empty until that is known, and for most. */
  Optional<EntityId> operation() {
    return operation;
  }

  void concern(EntityId found) {
    operation = Optional.of(found);
  }
}
