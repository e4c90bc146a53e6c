package io.netdepot.nvue;

import io.netdepot.config.Durations;
import io.netdepot.config.NvueSettings;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.fleet.UrlHost;
import io.netdepot.ssh.Login;
import io.netdepot.ssh.SideStep;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * The way to the REST API of one switch in one try: one connection, kept while the switch keeps it.
 * It follows no redirect, keeps no cookie, goes through no proxy and tries nothing a second time.
 * Used by the working thread; closed by any.
 */
final class NvueConnection implements AutoCloseable {
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 100;
  private static final HttpProcessor HEADERS =
      HttpProcessorBuilder.create().add(new RequestContent()).build();

  private final SwitchTask task;
  private final NvueSettings settings;
  private final Login login;
  private final TlsDoor door;
  private final NvueListener listener;
  private final HttpRequestExecutor executor = new HttpRequestExecutor();

  private volatile @Nullable Open open;

  private record Open(Socket socket, DefaultBHttpClientConnection connection) {
    // Of a socket that is closed the library takes no lock.
    void hangUp() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone, which is all that was wanted.
      }
      connection.close(CloseMode.IMMEDIATE);
    }
  }

  NvueConnection(
      SwitchTask task, NvueSettings settings, Login login, TlsDoor door, NvueListener listener) {
    this.task = task;
    this.settings = settings;
    this.login = login;
    this.door = door;
    this.listener = listener;
  }

  /** Whose login it is, for sentences. */
  String user() {
    return login.username();
  }

  /** Reads a resource, such as {@code /nvue_v1/system/version}. */
  Answer get(SideStep step, String target) throws SwitchFailure {
    return timed(step, new BasicClassicHttpRequest("GET", target));
  }

  /** Posts a JSON text to a resource. */
  Answer post(SideStep step, String target, String json) throws SwitchFailure {
    BasicClassicHttpRequest request = new BasicClassicHttpRequest("POST", target);
    request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
    return timed(step, request);
  }

  private Answer timed(SideStep step, ClassicHttpRequest request) throws SwitchFailure {
    long start = System.nanoTime();
    NvueListener.Outcome outcome = NvueListener.Outcome.NO_ANSWER;
    try {
      Answer answer = send(step, request);
      outcome =
          answer.isGood() && !answer.isPage()
              ? NvueListener.Outcome.SUCCESS
              : NvueListener.Outcome.ERROR;
      return answer;
    } finally {
      listener.asked(outcome, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private Answer send(SideStep step, ClassicHttpRequest request) throws SwitchFailure {
    head(request);
    Open way = fresh(step);
    try {
      return step.within(
          settings.requestTimeout(), way::hangUp, () -> exchange(way, request, step.phase()));
    } catch (SocketTimeoutException e) {
      throw failed(
          FailureReason.TIMED_OUT,
          step.phase(),
          "The REST API did not answer within "
              + Durations.format(settings.requestTimeout())
              + " (nvue.request-timeout)",
          e);
    } catch (SSLException e) {
      throw door.failure(e);
    } catch (IOException e) {
      throw failed(
          FailureReason.CONNECTION_LOST,
          step.phase(),
          "The connection to the REST API broke: " + TlsDoor.text(e),
          e);
    } finally {
      if (!way.connection().isOpen()) {
        open = null;
      }
    }
  }

  private void head(ClassicHttpRequest request) {
    String both = login.username() + ":" + login.password().orElseThrow().reveal();
    int port = task.access().restPort();
    request.setHeader("Host", UrlHost.of(task.address().canonical()) + ":" + port);
    request.setHeader("User-Agent", "Netdepot");
    request.setHeader("Accept", "application/json");
    request.setHeader(
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  private Open fresh(SideStep step) throws SwitchFailure {
    Open kept = open;
    if (kept != null && !isStale(kept)) {
      return kept;
    }
    close();
    Socket socket = door.enter(step);
    DefaultBHttpClientConnection connection =
        new DefaultBHttpClientConnection(
            Http1Config.custom()
                .setMaxLineLength(LONGEST_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build());
    Open made = new Open(socket, connection);
    open = made;
    try {
      connection.bind(socket);
      return made;
    } catch (IOException e) {
      close();
      throw failed(
          FailureReason.CONNECTION_LOST,
          step.phase(),
          "The connection to the REST API broke: " + TlsDoor.text(e),
          e);
    }
  }

  private static boolean isStale(Open kept) {
    try {
      return !kept.connection().isOpen() || kept.connection().isStale();
    } catch (IOException e) {
      return true;
    }
  }

  private Answer exchange(Open way, ClassicHttpRequest request, Phase phase)
      throws IOException, SwitchFailure {
    HttpContext context = HttpCoreContext.create();
    try {
      executor.preProcess(request, HEADERS, context);
      ClassicHttpResponse response = executor.execute(request, way.connection(), context);
      Answer answer =
          new Answer(
              response.getCode(),
              header(response, "Content-Type"),
              header(response, "Location"),
              body(response.getEntity(), phase));
      if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
        way.hangUp();
      }
      return answer;
    } catch (HttpException e) {
      way.hangUp();
      throw failed(
          FailureReason.API_UNAVAILABLE,
          phase,
          "What answers at the REST API's port is no HTTP server: " + TlsDoor.text(e),
          e);
    } catch (IOException | SwitchFailure e) {
      way.hangUp();
      throw e;
    }
  }

  private String body(@Nullable HttpEntity entity, Phase phase) throws IOException, SwitchFailure {
    if (entity == null) {
      return "";
    }
    int most = (int) Math.min(settings.maxAnswer().bytes(), Integer.MAX_VALUE - 16);
    InputStream in = entity.getContent();
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw failed(
          FailureReason.OUTPUT_TOO_LONG,
          phase,
          "The REST API answers more than " + settings.maxAnswer() + " (nvue.max-answer)",
          null);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Optional<String> header(ClassicHttpResponse response, String name) {
    Header first = response.getFirstHeader(name);
    return first == null ? Optional.empty() : Optional.ofNullable(first.getValue());
  }

  private static SwitchFailure failed(
      FailureReason reason, Phase phase, String details, @Nullable Throwable cause) {
    return new SwitchFailure(reason, phase, details, cause);
  }

  @Override
  public void close() {
    Open kept = open;
    open = null;
    if (kept != null) {
      kept.hangUp();
    }
  }
}
