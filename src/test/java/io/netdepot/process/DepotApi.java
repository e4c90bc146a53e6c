package io.netdepot.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

/** The public API of a running service, as a client with a user's password. Thread-safe. */
public final class DepotApi implements AutoCloseable {
  public static final String PACKAGES = "/nmx/v1/support-packages";
  public static final String OPERATIONS = "/nmx/v1/operations";
  public static final String PROFILES = "/nmx/v1/switch-profiles";
  public static final String IMAGES = "/dataservice/device/action/software";
  public static final String IMAGE_FILES = IMAGES + "/package";

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();
  private final URI address;
  private final String authorization;
  private final Consumer<HttpResponse<byte[]>> witness;

  public DepotApi(URI address, String user, String password) {
    this(address, user, password, answer -> {});
  }

  /** A client whose answers are all seen by somebody else too. */
  public DepotApi(
      URI address, String user, String password, Consumer<HttpResponse<byte[]>> witness) {
    this.address = address;
    this.witness = witness;
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /** A client as rw-user with the password that the first start made. */
  public static DepotApi withInitialPassword(URI address, Path data) throws IOException {
    String password =
        Files.readAllLines(data.resolve("initial-passwords")).stream()
            .filter(line -> line.startsWith("rw-user:"))
            .map(line -> line.substring("rw-user:".length()))
            .findFirst()
            .orElseThrow();
    return new DepotApi(address, "rw-user", password);
  }

  /**
   * An answer.
   *
   * @param body as JSON; a missing node when there is none, or it is not JSON
   */
  public record Answer(HttpResponse<byte[]> response, JsonNode body) {
    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public byte[] bytes() {
      return response.body();
    }
  }

  /** A request for events after one that was seen. */
  public HttpRequest follow(String path, String lastId) {
    return HttpRequest.newBuilder(address.resolve(path))
        .header("Authorization", authorization)
        .header("Last-Event-ID", lastId)
        .build();
  }

  public Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  public Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  public Answer post(String path, Object body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  public Answer put(String path, Object body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  public Answer patch(String path, Map<String, String> body)
      throws IOException, InterruptedException {
    return send("PATCH", path, body);
  }

  /** Sends a file as the one of a form. */
  public Answer upload(String path, String fileName, byte[] content)
      throws IOException, InterruptedException {
    return upload(path, fileName, BodyPublishers.ofByteArray(content), LONGEST);
  }

  /** As the other one, for one that does not fit into memory and takes its time. */
  public Answer upload(String path, String fileName, BodyPublisher content, Duration longest)
      throws IOException, InterruptedException {
    String boundary = "boundary-of-a-test-boundary";
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(boundary, fileName);
    return send(
        request(path)
            .timeout(longest)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    content,
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))));
  }

  private Answer send(String method, String path, Object body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(LONGEST)
        .header("Authorization", authorization);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
    witness.accept(response);
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/")
            && response.headers().firstValue("Content-Type").orElse("").contains("json");
    return new Answer(
        response, json ? JSON.readTree(response.body()) : JSON.getNodeFactory().missingNode());
  }

  /** Breaks whatever goes on. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
