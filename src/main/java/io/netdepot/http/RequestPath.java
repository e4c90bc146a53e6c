package io.netdepot.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpUtils;
import java.util.Optional;

/** The path of a request as the router sees it: dots resolved, plain characters unescaped. */
final class RequestPath {
  private RequestPath() {}

  /** The path; empty when it cannot be read, which would make the router itself fail. */
  static Optional<String> of(HttpServerRequest request) {
    String path = request.path();
    if (path == null || path.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(HttpUtils.normalizePath(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
