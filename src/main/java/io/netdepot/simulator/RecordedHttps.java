package io.netdepot.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netdepot.recording.Act;
import io.netdepot.recording.Scene;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTPS servers of recorded switches: one at the address of each, all on one port. */
final class RecordedHttps implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RecordedHttps.class);
  private static final int LONGEST_BODY = 1 << 20;
  private static final String UNAUTHORIZED =
      "<html>\r\n<head><title>401 Authorization Required</title></head>\r\n<body>\r\n<center><h1>401"
          + " Authorization Required</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n"
          + "</html>\r\n";
  private static final String NOT_FOUND =
      "{\"detail\": \"The requested item does not exist.\", \"status\": 404, \"title\": \"Not"
          + " Found\", \"type\": \"about:blank\"}\n";

  private final OwnTls tls = OwnTls.make();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("recorded-https-", 1).factory());
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<HttpsServer> servers = new ArrayList<>();

  /** Binds them all; a port of 0 takes a free one. */
  static RecordedHttps start(int port, List<RecordedSwitch> devices) throws IOException {
    RecordedHttps https = new RecordedHttps();
    try {
      for (RecordedSwitch device : devices) {
        https.serve(https.servers.isEmpty() ? port : https.port(), device);
      }
      return https;
    } catch (IOException e) {
      https.close();
      throw e;
    }
  }

  int port() {
    return servers.getFirst().getAddress().getPort();
  }

  OwnTls tls() {
    return tls;
  }

  private void serve(int port, RecordedSwitch device) throws IOException {
    HttpsServer server = HttpsServer.create(new InetSocketAddress(device.inetAddress(), port), 0);
    servers.add(server);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(device, exchange));
    server.start();
  }

  @Override
  public void close() {
    closed.countDown();
    servers.forEach(server -> server.stop(0));
    threads.shutdownNow();
  }

  private void answer(RecordedSwitch device, HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    device.ask(request);
    String body =
        new String(exchange.getRequestBody().readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    boolean known = isKnown(device, exchange);
    Scene.Kind kind = known ? Scene.Kind.HTTP : Scene.Kind.UNAUTHORIZED;
    Optional<Scene> scene = device.stage().next(new Stage.Question(kind, request, "", body));
    if (known && scene.flatMap(Scene::asked).isEmpty()) {
      device.notExpected(request);
    }
    Answer answer = new Answer(known ? 404 : 401);
    try {
      if (scene.isPresent()) {
        answer.code = 200;
        finish(exchange, answer, new Performance(device, answer).play(scene.get()));
      } else {
        answer.print(false, (known ? NOT_FOUND : UNAUTHORIZED).getBytes(StandardCharsets.UTF_8));
        finish(exchange, answer, Optional.empty());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      log.debug("Recorded switch {}: {} broke: {}", device.address(), request, e.getMessage());
    } finally {
      exchange.close();
    }
  }

  private void finish(HttpExchange exchange, Answer answer, Optional<Act.End> end)
      throws IOException, InterruptedException {
    if (end.isPresent() && end.get() instanceof Act.Hang) {
      closed.await();
    }
    int length = answer.body.size();
    boolean cut = end.isPresent();
    if (cut && length == 0) {
      return;
    }
    answer.headers.forEach(exchange.getResponseHeaders()::set);
    if (answer.code == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"nvue\"");
    }
    // One byte more is promised than comes, when the connection is to break.
    exchange.sendResponseHeaders(answer.code, length == 0 ? -1 : length + (cut ? 1 : 0));
    exchange.getResponseBody().write(answer.body.toByteArray());
    exchange.getResponseBody().flush();
  }

  private static boolean isKnown(RecordedSwitch device, HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null || !header.startsWith("Basic ")) {
      return false;
    }
    try {
      String[] login =
          new String(
                  Base64.getDecoder().decode(header.substring("Basic ".length())),
                  StandardCharsets.UTF_8)
              .split(":", 2);
      return login.length == 2 && device.accepts(login[0], login[1]);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What is to be answered; for one request. */
  private static final class Answer implements Performance.Audience {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private int code;

    Answer(int code) {
      this.code = code;
    }

    @Override
    public void print(boolean error, byte[] bytes) {
      body.writeBytes(bytes);
    }

    @Override
    public void status(int status) {
      code = status;
    }

    @Override
    public void header(String name, String value) {
      headers.put(name, value);
    }
  }
}
