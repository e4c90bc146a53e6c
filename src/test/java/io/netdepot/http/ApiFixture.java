package io.netdepot.http;

import io.netdepot.config.DataSize;
import io.netdepot.config.DeviceHttpSettings;
import io.netdepot.config.EventSettings;
import io.netdepot.config.HttpSettings;
import io.netdepot.config.UploadSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;

/** The real server with its Camel routes on a free port, over whatever APIs a test gives it. */
public final class ApiFixture implements AutoCloseable {
  public static final String RW = basic("rw-user", "rw-secret-7Kq");
  public static final String RO = basic("ro-user", "ro-secret-2Zx");
  public static final long MAX_JSON = 1 << 20;

  private final DefaultCamelContext context = new DefaultCamelContext();
  private final ApiServer server;
  private final List<OpenApiCheck> checks;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  public final List<AuditEntry> audited = new CopyOnWriteArrayList<>();

  public ApiFixture(List<Api> apis, OpenApiCheck... checks) {
    this(apis, ApiFixture::check, checks);
  }

  public ApiFixture(List<Api> apis, Authenticator authenticator, OpenApiCheck... checks) {
    this(apis, authenticator, noDevices(), uploads(), checks);
  }

  public ApiFixture(
      List<Api> apis,
      Authenticator authenticator,
      DeviceHttpSettings devices,
      UploadSettings uploads,
      OpenApiCheck... checks) {
    this.checks = List.of(checks);
    server =
        new ApiServer(
            settings(),
            devices,
            uploads,
            events(),
            Optional.empty(),
            unlimited(authenticator),
            audited::add,
            InstantSource.system(),
            apis);
    try {
      server.install(context);
      context.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** As many wrong passwords as there may be. */
  static LoginLimit unlimited(Authenticator authenticator) {
    return limit(authenticator, Integer.MAX_VALUE, Duration.ofMinutes(5), InstantSource.system());
  }

  public static LoginLimit limit(
      Authenticator authenticator, int failures, Duration window, InstantSource clock) {
    return new LoginLimit(authenticator, new FailedLogins(failures, window, clock));
  }

  static HttpSettings settings() {
    return new HttpSettings(
        "127.0.0.1",
        0,
        false,
        HttpSettings.Tls.OFF,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new DataSize(MAX_JSON),
        20,
        Duration.ofSeconds(5));
  }

  /** No listener for devices. */
  public static DeviceHttpSettings noDevices() {
    return new DeviceHttpSettings("127.0.0.1", Optional.empty(), Optional.empty(), List.of());
  }

  /** Of few streams. */
  public static EventSettings events() {
    return new EventSettings(1000, 2, Duration.ofSeconds(1));
  }

  /** Of uploads of at most 1 MiB, patient enough for any test. */
  public static UploadSettings uploads() {
    return new UploadSettings(
        DataSize.ofMib(1), 8, Duration.ofMinutes(1), DataSize.ofKib(1), Duration.ofMinutes(1));
  }

  static Access check(BasicCredentials credentials) {
    String header = basic(credentials.user(), credentials.password());
    if (header.equals(RW)) {
      return new Access.Granted(new Caller("rw-user", Role.READ_WRITE));
    }
    return header.equals(RO)
        ? new Access.Granted(new Caller("ro-user", Role.READ_ONLY))
        : new Access.Refused();
  }

  public static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  public DefaultCamelContext context() {
    return context;
  }

  public ApiServer server() {
    return server;
  }

  public int port() {
    return server.getPort();
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Authorization", RW);
  }

  /** Sends as rw-user and checks the answer against the documents. */
  public HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      checks.forEach(check -> check.check(response));
      return response;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = request(path).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  public HttpResponse<byte[]> send(String method, String path) {
    return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  public HttpResponse<byte[]> send(String method, String path, String json) {
    return send(method, path, json.getBytes(StandardCharsets.UTF_8));
  }

  public HttpResponse<byte[]> send(String method, String path, byte[] json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(json)));
  }

  /** Sends bytes as they are and reads until the server closes; 20 s at most. */
  public String raw(String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    context.stop();
    client.close();
  }
}
