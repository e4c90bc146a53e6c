package io.netdepot.source;

import io.netdepot.config.Durations;
import io.netdepot.config.SyncSettings;
import io.netdepot.source.SourceFailure.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks servers over HTTP, by our rules: no proxy of the environment, no cookies, no compression (a
 * digest is of the bytes as they are kept), no redirect but by hand, and only to addresses that
 * {@link AddressRules} gave. Thread-safe.
 */
final class HttpConnector implements AutoCloseable {
  private static final int REDIRECTS = 5;
  private static final Set<Integer> REDIRECTING = Set.of(301, 302, 303, 307, 308);
  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int CONNECTIONS = 1000;

  private final SyncSettings settings;
  private final Deadlines deadlines;
  private final CloseableHttpClient client;

  HttpConnector(SyncSettings settings, AddressRules rules, Deadlines deadlines) {
    this.settings = settings;
    this.deadlines = deadlines;
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(settings, rules))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(timeout(settings.stall()))
                    .setConnectionRequestTimeout(timeout(settings.connectTimeout()))
                    .build())
            .setUserAgent("Netdepot")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      SyncSettings settings, AddressRules rules) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new CheckedNames(rules))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_HEADER)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(settings.connectTimeout()))
                .setSocketTimeout(timeout(settings.stall()))
                .build())
        .setDefaultSocketConfig(
            SocketConfig.custom().setSoTimeout(timeout(settings.stall())).build())
        .setMaxConnTotal(CONNECTIONS)
        .setMaxConnPerRoute(CONNECTIONS)
        .build();
  }

  private static Timeout timeout(java.time.Duration duration) {
    return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Asks for a file and follows redirects. The caller closes the answer, whatever its status.
   *
   * @param login sent to the server that was asked, and to no other one
   * @param transfer its cut hangs up, now and while the answer is read
   */
  HttpAnswer get(
      SourceUri file, Map<String, String> headers, Optional<SourceLogin> login, Transfer transfer)
      throws SourceFailure {
    SourceUri at = file;
    for (int redirects = 0; ; redirects++) {
      HttpAnswer answer = ask(at, headers, login, file, transfer);
      if (!REDIRECTING.contains(answer.status())) {
        return answer;
      }
      try (answer) {
        if (redirects == REDIRECTS) {
          throw new SourceFailure(
              Reason.ADDRESS_REFUSED,
              at.host() + " redirects again; at most " + REDIRECTS + " redirects are followed");
        }
        at = Redirect.of(answer);
      } catch (IOException e) {
        // Only hanging up failed.
        transfer.check();
      }
    }
  }

  private HttpAnswer ask(
      SourceUri at,
      Map<String, String> headers,
      Optional<SourceLogin> login,
      SourceUri first,
      Transfer transfer)
      throws SourceFailure {
    transfer.check();
    HttpGet request;
    try {
      request = new HttpGet(at.uri());
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(
          Reason.NOT_SUPPORTED, "What " + at.host() + " is to be asked for makes no request");
    }
    headers.forEach(request::setHeader);
    if (at.isSameServer(first)) {
      login.ifPresent(known -> request.setHeader("Authorization", basic(known)));
    }
    transfer.closeOnCut(request::abort);
    Deadlines.Deadline late = deadlines.ofAnswer(request::abort);
    try (late) {
      late.begin();
      HttpHost host = new HttpHost(at.scheme().word(), at.host(), at.port());
      return new HttpAnswer(
          at, client.executeOpen(host, request, HttpClientContext.create()), request::abort);
    } catch (IOException e) {
      transfer.check();
      throw late.isOver() ? tooLate(at, late.longest(), e) : failure(at, e);
    }
  }

  private static SourceFailure tooLate(SourceUri at, Duration longest, IOException e) {
    return new SourceFailure(
        Reason.STALLED,
        at.host()
            + " port "
            + at.port()
            + " did not begin its answer within "
            + Durations.format(longest),
        e);
  }

  private static String basic(SourceLogin login) {
    String both = login.user() + ":" + login.password().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** What an exception of the library means. */
  SourceFailure failure(SourceUri at, IOException e) {
    String server = at.host() + " port " + at.port();
    return switch (e) {
      case RefusedAddressException refused ->
          new SourceFailure(Reason.ADDRESS_REFUSED, String.valueOf(refused.getMessage()), refused);
      case UnknownHostException unknown ->
          new SourceFailure(
              Reason.UNREACHABLE,
              "The name " + at.host() + " has no address; check it and the name server",
              unknown);
      case ConnectTimeoutException late ->
          new SourceFailure(
              Reason.UNREACHABLE,
              server
                  + " did not answer within "
                  + Durations.format(settings.connectTimeout())
                  + " (images.fetch-connect-timeout)",
              late);
      case ConnectException refused ->
          new SourceFailure(
              Reason.UNREACHABLE, "No connection to " + server + ": " + text(refused), refused);
      case SSLException tls ->
          new SourceFailure(
              Reason.TLS_FAILED,
              "No TLS connection to "
                  + server
                  + ": "
                  + text(tls)
                  + "; the certificate must be good for this name and of an authority that Java"
                  + " trusts",
              tls);
      case SocketTimeoutException silent ->
          new SourceFailure(
              Reason.STALLED,
              "No byte came from "
                  + server
                  + " for "
                  + Durations.format(settings.stall())
                  + " (images.fetch-stall)",
              silent);
      default ->
          new SourceFailure(
              Reason.INCOMPLETE, "The connection to " + server + " broke: " + text(e), e);
    };
  }

  private static String text(Exception e) {
    String message = e.getMessage();
    return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }

  /** The look-up of every connection that the library makes. */
  private record CheckedNames(AddressRules rules) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return rules.resolve(host).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
