package io.netdepot.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** What the head of a request says about its body. */
final class RequestBody {
  private RequestBody() {}

  /** Whether any byte of a body is to come. */
  static boolean isAnnounced(HttpServerRequest request) {
    return announcedLength(request) != 0;
  }

  /** The announced length in bytes; -1 when a body comes without one. */
  static long announcedLength(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return -1;
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null) {
      return request.version() == HttpVersion.HTTP_2 && !request.isEnded() ? -1 : 0;
    }
    try {
      return Math.max(0, Long.parseLong(length.strip()));
    } catch (NumberFormatException e) {
      // Netty refuses such a request before; were it not to, the limit refuses it.
      return Long.MAX_VALUE;
    }
  }
}
