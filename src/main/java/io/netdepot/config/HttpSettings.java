package io.netdepot.config;

import io.netdepot.fleet.UrlHost;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The API's listener: settings {@code http.*}.
 *
 * @param host {@code http.host}, the address to bind; 127.0.0.1
 * @param port {@code http.port}; 0 takes a free one; 8080
 * @param allowPlain {@code http.allow-plain}, whether plain HTTP may be served on another address
 *     than loopback; false
 * @param tls {@code http.tls}; off
 * @param certificate {@code http.tls-certificate}, a PEM chain, with {@code http.tls=files}
 * @param privateKey {@code http.tls-key}, a PEM PKCS#8 key, with {@code http.tls=files}
 * @param publicUrl {@code http.public-url}, our own address in links; else the request's Host
 * @param maxJsonBody {@code http.max-json-body}; 1 MiB
 * @param workers {@code http.workers}, threads that answer control-plane requests; 20
 * @param stopTimeout {@code http.stop-timeout}, how long running transfers may go on after SIGTERM;
 *     30 s
 */
public record HttpSettings(
    String host,
    int port,
    boolean allowPlain,
    Tls tls,
    Optional<Path> certificate,
    Optional<Path> privateKey,
    Optional<URI> publicUrl,
    DataSize maxJsonBody,
    int workers,
    Duration stopTimeout) {

  /** Where the listener is reached on this machine, by the port that it got. */
  public URI address(int boundPort) {
    String scheme = tls == Tls.OFF ? "http" : "https";
    return URI.create(scheme + "://" + UrlHost.of(host) + ":" + boundPort);
  }

  /** Our own address where there is no request whose Host tells it. */
  public URI address() {
    return publicUrl.orElseGet(() -> address(port));
  }

  /** How the listener is protected. */
  public enum Tls {
    OFF,
    /** A certificate of our own, made at first start and kept in the data directory. */
    SELF_SIGNED,
    FILES
  }
}
