package io.netdepot.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The calls of the NMX-M REST API that the tour makes, as any client would make them. */
final class DepotClient implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration DOWNLOAD = Duration.ofMinutes(5);
  private static final Pattern SHA_256 = Pattern.compile("sha-256=:([A-Za-z0-9+/=]+):");

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;
  private final String authorization;

  DepotClient(URI address, String user, String password) {
    this.address = address;
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /** Creates a switch profile and returns its id. */
  String createProfile(String name, String username, String password)
      throws DemoFailed, InterruptedException {
    ObjectNode body =
        json.createObjectNode()
            .put("Name", name)
            .put("Username", username)
            .put("Password", password);
    return text(post("/nmx/v1/switch-profiles", body), "ID");
  }

  /** Asks for a support package of every switch and returns the id of the operation. */
  String collect(String profileId, List<String> addresses) throws DemoFailed, InterruptedException {
    ObjectNode body = json.createObjectNode().put("ProfileID", profileId);
    for (String switchAddress : addresses) {
      body.withArray("/Switches").addObject().put("Address", switchAddress);
    }
    return text(post("/nmx/v1/support-packages", body), "operationId");
  }

  DemoOperation operation(String id) throws DemoFailed, InterruptedException {
    JsonNode operation = get("/nmx/v1/operations/" + id);
    JsonNode result = operation.path("Result");
    return new DemoOperation(
        text(operation, "Status"),
        operation.path("Percentage").asDouble(),
        operation.path("CurrentStep").asText(),
        result.path("Error").asText(),
        result.path("Details").asText(),
        switches(id));
  }

  /** Netdepot's own view of an operation; the vendor's has nothing for each switch. */
  private List<SwitchProgress> switches(String operationId)
      throws DemoFailed, InterruptedException {
    List<SwitchProgress> switches = new ArrayList<>();
    for (JsonNode entry : get("/netdepot/v1/operations/" + operationId).path("switches")) {
      switches.add(
          new SwitchProgress(
              text(entry, "address"),
              text(entry, "state"),
              entry.path("phase").asText(),
              entry.path("receivedBytes").asLong(),
              entry.path("expectedBytes").asLong()));
    }
    return switches;
  }

  List<PackageEntry> packages() throws DemoFailed, InterruptedException {
    List<PackageEntry> packages = new ArrayList<>();
    for (JsonNode entry : get("/nmx/v1/support-packages")) {
      packages.add(
          new PackageEntry(
              text(entry, "fileID"),
              text(entry, "filename"),
              entry.path("size").asLong(),
              text(entry, "switchAddress")));
    }
    return packages;
  }

  /** Downloads a package into a file and counts its digest on the way. */
  Download download(PackageEntry entry, Path file) throws DemoFailed, InterruptedException {
    String path = "/nmx/v1/support-packages/" + entry.id();
    try (HashedFile hashed = HashedFile.create(file)) {
      HttpResponse<Void> response =
          client
              .sendAsync(
                  request(path).GET().build(),
                  answer ->
                      answer.statusCode() == 200
                          ? BodySubscribers.ofByteArrayConsumer(hashed)
                          : BodySubscribers.discarding())
              .get(DOWNLOAD.toSeconds(), TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new DemoFailed("GET " + path + " answered " + response.statusCode() + ".");
      }
      Matcher promised = SHA_256.matcher(response.headers().firstValue("Repr-Digest").orElse(""));
      return new Download(
          file, hashed.bytes(), hashed.digest(), promised.find() ? promised.group(1) : "");
    } catch (IOException | ExecutionException e) {
      throw new DemoFailed("GET " + path + " broke off: " + e.getMessage() + ".");
    } catch (TimeoutException e) {
      throw new DemoFailed("GET " + path + " took longer than " + DOWNLOAD.toSeconds() + " s.");
    }
  }

  private JsonNode get(String path) throws DemoFailed, InterruptedException {
    return answer(request(path).GET().build());
  }

  private JsonNode post(String path, ObjectNode body) throws DemoFailed, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", authorization);
  }

  private JsonNode answer(HttpRequest request) throws DemoFailed, InterruptedException {
    HttpResponse<String> response = send(request, BodyHandlers.ofString());
    String call = request.method() + " " + request.uri().getPath();
    if (response.statusCode() / 100 != 2) {
      throw new DemoFailed(call + " answered " + response.statusCode() + ": " + response.body());
    }
    try {
      return json.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new DemoFailed(call + " answered with something that is not JSON.");
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws DemoFailed, InterruptedException {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new DemoFailed(
          request.method() + " " + request.uri().getPath() + " got no answer: " + e.getMessage());
    }
  }

  private static String text(JsonNode node, String field) throws DemoFailed {
    if (!node.path(field).isTextual()) {
      throw new DemoFailed("An answer has no " + field + ".");
    }
    return node.path(field).asText();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
