package io.netdepot.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers like the service does, from a script; three switches, each with one small package. */
public final class FakeDepot implements AutoCloseable {
  public static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
  public static final String PASSWORD = "tour-password";
  static final byte[] PACKAGE = "a package, plausibly".getBytes(StandardCharsets.UTF_8);
  static final String OPERATION = "66f0a1b2c3d4e5f6000000aa";
  static final String PROFILE = "66f0a1b2c3d4e5f600000001";

  private final HttpServer server;

  // Mutable state
  private final AtomicInteger asked = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String ending = "completed";
  private volatile byte[] sent = PACKAGE;
  private volatile int packages = ADDRESSES.size();

  public FakeDepot() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How the operation ends. */
  void endAs(String status) {
    ending = status;
  }

  /** The bytes of every download, whatever was promised. */
  void send(byte[] bytes) {
    sent = bytes;
  }

  void listPackages(int number) {
    packages = number;
  }

  /** Method, path and body of every request. */
  List<String> requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      requests.add(call + " " + body);
      String login = "rw-user:" + PASSWORD;
      String expected =
          "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        send(exchange, 401, "{\"description\":\"no\"}");
        return;
      }
      route(exchange, call);
    }
  }

  private void route(HttpExchange exchange, String call) throws IOException {
    switch (call) {
      case "POST /nmx/v1/switch-profiles" ->
          send(exchange, 201, "{\"ID\":\"" + PROFILE + "\",\"Name\":\"demo\"}");
      case "POST /nmx/v1/support-packages" ->
          send(exchange, 202, "{\"operationId\":\"" + OPERATION + "\"}");
      case "GET /nmx/v1/operations/" + OPERATION -> send(exchange, 200, operation());
      case "GET /netdepot/v1/operations/" + OPERATION -> send(exchange, 200, switches());
      case "GET /nmx/v1/support-packages" -> send(exchange, 200, list());
      default -> {
        if (call.startsWith("GET /nmx/v1/support-packages/")) {
          exchange.getResponseHeaders().add("Repr-Digest", "sha-256=:" + digest() + ":");
          exchange.sendResponseHeaders(200, sent.length);
          exchange.getResponseBody().write(sent);
        } else {
          send(exchange, 404, "{\"description\":\"nothing here\"}");
        }
      }
    }
  }

  private String operation() {
    boolean over = asked.incrementAndGet() >= 4;
    return "{\"ID\":\"%s\",\"Status\":\"%s\",\"Percentage\":%d,\"CurrentStep\":\"step %d\",%s}"
        .formatted(
            OPERATION,
            over ? ending : "in-progress",
            over ? 100 : asked.get() * 25,
            asked.get(),
            "\"Result\":{\"Data\":null,\"Error\":\""
                + (ending.equals("failed") && over ? "partial-failure" : "")
                + "\",\"Details\":\""
                + (ending.equals("failed") && over ? "127.0.0.2: unreachable" : "")
                + "\"}");
  }

  private String switches() {
    boolean over = asked.get() >= 4;
    List<String> entries =
        ADDRESSES.stream()
            .map(
                address ->
                    "{\"address\":\"%s\",\"state\":\"%s\",\"phase\":\"%s\",\"receivedBytes\":%d,\"expectedBytes\":%d}"
                        .formatted(
                            address,
                            over ? "completed" : "running",
                            asked.get() < 2 ? "generate" : "fetch",
                            asked.get() < 2 ? 0 : asked.get() * 10_000_000L,
                            asked.get() < 2 ? 0 : 40_000_000L))
            .toList();
    return "{\"switches\":[" + String.join(",", entries) + "]}";
  }

  private String list() {
    List<String> entries =
        ADDRESSES.stream()
            .limit(packages)
            .map(
                address ->
                    "{\"fileID\":\"id-%s\",\"filename\":\"dump.tar.gz\",\"size\":%d,\"switchAddress\":\"%s\"}"
                        .formatted(address, PACKAGE.length, address))
            .toList();
    return "[" + String.join(",", entries) + "]";
  }

  private static String digest() {
    try {
      return Base64.getEncoder()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(PACKAGE));
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
