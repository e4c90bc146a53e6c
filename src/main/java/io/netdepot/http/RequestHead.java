package io.netdepot.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/** The head of a request: what is known before a byte of its body is read. */
public final class RequestHead {
  private final HttpServerRequest request;

  public RequestHead(HttpServerRequest request) {
    this.request = request;
  }

  /** In capitals. */
  public String method() {
    return request.method().name();
  }

  /** The first header of this name, whatever its letters' case. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** Every header of this name, whatever its letters' case. */
  public List<String> headers(String name) {
    return request.headers().getAll(name);
  }

  /** The IP address of the client; empty when its connection is gone. */
  public String from() {
    return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
  }

  /** Whether it came over TLS. */
  public boolean secure() {
    return request.isSSL();
  }
}
