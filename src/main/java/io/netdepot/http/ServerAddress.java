package io.netdepot.http;

import io.netdepot.fleet.UrlHost;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Our own address in links: {@code http.public-url} when it is set, else what the client wrote as
 * Host, else the address it connected to.
 */
final class ServerAddress {
  private static final Pattern HOST =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

  private final Optional<URI> publicUrl;

  ServerAddress(Optional<URI> publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** The absolute address of a request's path, with neither login nor query. */
  URI of(HttpServerRequest request, String path) {
    String base = publicUrl.map(ServerAddress::withoutSlash).orElseGet(() -> base(request));
    return URI.create(base + path);
  }

  private static String withoutSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static String base(HttpServerRequest request) {
    String host = request.getHeader("Host");
    boolean usable = host != null && HOST.matcher(host).matches();
    return (request.isSSL() ? "https://" : "http://")
        + (usable ? host : local(request.localAddress()));
  }

  private static String local(SocketAddress address) {
    return UrlHost.of(address.hostAddress()) + ":" + address.port();
  }
}
