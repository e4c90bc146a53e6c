package io.netdepot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of the REST API that benchmarks make, as any client would make them. */
final class DepotApi {
  private static final String PACKAGES = "/nmx/v1/support-packages";
  private static final String IMAGES = "/dataservice/device/action/software";
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;
  private final String authorization;

  DepotApi(URI address, String user, String password) {
    this.address = address;
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /** The value of the header that logs in. */
  String authorization() {
    return authorization;
  }

  String createProfile(String name, String user) throws IOException, InterruptedException {
    return createProfile(name, user, "not-used-as-a-key-is-set");
  }

  String createProfile(String name, String user, String password)
      throws IOException, InterruptedException {
    ObjectNode body =
        json.createObjectNode().put("Name", name).put("Username", user).put("Password", password);
    return post("/nmx/v1/switch-profiles", body).path("ID").asText();
  }

  /** Lets switches show other host keys than before. */
  void forgetHostKeys(List<String> addresses) throws IOException, InterruptedException {
    for (String each : addresses) {
      HttpResponse<Void> answer =
          client.send(
              request("/netdepot/v1/host-keys/" + each).DELETE().build(),
              BodyHandlers.discarding());
      if (answer.statusCode() != 404) {
        requireSuccess(answer);
      }
    }
  }

  /** Asks for the packages of switches; returns the id of the operation. */
  String collect(String profileId, List<String> addresses)
      throws IOException, InterruptedException {
    ObjectNode body = json.createObjectNode().put("ProfileID", profileId);
    addresses.forEach(each -> body.withArray("/Switches").addObject().put("Address", each));
    return post(PACKAGES, body).path("operationId").asText();
  }

  JsonNode operation(String id) throws IOException, InterruptedException {
    return get("/nmx/v1/operations/" + id);
  }

  /** Netdepot's own view of an operation, with the bytes of each switch. */
  JsonNode progress(String id) throws IOException, InterruptedException {
    return get("/netdepot/v1/operations/" + id);
  }

  /**
   * Waits until every switch is done.
   *
   * @throws IOException when one of them is not completed
   */
  void awaitCompleted(String id, Duration every, Duration limit)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    JsonNode operation = operation(id);
    while (!isEnded(operation)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("Not done within " + limit.toSeconds() + " s: " + operation);
      }
      Thread.sleep(every);
      operation = operation(id);
    }
    if (!operation.path("Status").asText().equals("completed")) {
      throw new IOException("Not completed: " + operation.path("Result"));
    }
  }

  /** The step routes at work. */
  JsonNode routes() throws IOException, InterruptedException {
    return get("/netdepot/v1/routes");
  }

  private static boolean isEnded(JsonNode operation) {
    return List.of("completed", "failed", "cancelled").contains(operation.path("Status").asText());
  }

  /** The ids of the stored packages by the address of their switch. */
  Map<String, String> packages() throws IOException, InterruptedException {
    Map<String, String> packages = new TreeMap<>();
    for (JsonNode entry : get(PACKAGES)) {
      packages.put(entry.path("switchAddress").asText(), entry.path("fileID").asText());
    }
    return packages;
  }

  URI packageAddress(String fileId) {
    return address.resolve(PACKAGES + "/" + fileId);
  }

  URI bundleAddress(String operation) {
    return address.resolve("/netdepot/v1/operations/" + operation + "/bundle");
  }

  /** How many bytes a download has. */
  long length(URI download) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        client.send(
            request(download.getPath()).method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.discarding());
    requireSuccess(answer);
    return answer.headers().firstValueAsLong("Content-Length").orElseThrow();
  }

  /** The SHA-256 that the service tells of a package, in hex digits. */
  String digest(String fileId) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        client.send(
            request(PACKAGES + "/" + fileId).method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.discarding());
    requireSuccess(answer);
    String header = answer.headers().firstValue("Repr-Digest").orElse("");
    String base64 = header.replaceFirst("^sha-256=:", "").replaceFirst(":$", "");
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  void delete(String fileId) throws IOException, InterruptedException {
    requireSuccess(
        client.send(request(PACKAGES + "/" + fileId).DELETE().build(), BodyHandlers.discarding()));
  }

  void deleteAll() throws IOException, InterruptedException {
    for (String fileId : packages().values()) {
      delete(fileId);
    }
  }

  /** Where images are uploaded, and downloaded by name. */
  URI imageFiles() {
    return address.resolve(IMAGES + "/package");
  }

  /** The link by which a device fetches an image. */
  URI imageLink(String fileName) throws IOException, InterruptedException {
    for (JsonNode image : images()) {
      if (image.path("availableFiles").asText().equals(fileName)) {
        String id = image.path("versionId").asText();
        return address.resolve("/software/package/" + id + "/" + fileName);
      }
    }
    throw new IOException("There is no image " + fileName);
  }

  JsonNode images() throws IOException, InterruptedException {
    return get(IMAGES).path("data");
  }

  /** Registers the remote image at an address. */
  void addImage(URI from) throws IOException, InterruptedException {
    ObjectNode body =
        json.createObjectNode().put("versionName", "bench").put("versionURL", from.toString());
    requireSuccess(
        client.send(
            request(IMAGES)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build(),
            BodyHandlers.discarding()));
  }

  /**
   * Waits until every remote image is served from here.
   *
   * @throws IOException when the fetch of one failed
   */
  void awaitImagesHere(Duration every, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      boolean here = true;
      for (JsonNode sync : get("/netdepot/v1/image-syncs")) {
        if (sync.path("last").has("error")) {
          throw new IOException("Not fetched: " + sync);
        }
        here &= sync.path("here").asBoolean();
      }
      if (here) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("Not fetched within " + limit.toSeconds() + " s");
      }
      Thread.sleep(every);
    }
  }

  /** Uploads an image. */
  void upload(Path file, String name) throws IOException, InterruptedException {
    String boundary = "boundary-of-a-benchmark";
    HttpRequest request =
        HttpRequest.newBuilder(imageFiles())
            .timeout(Duration.ofMinutes(15))
            .header("Authorization", authorization)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(
                        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                            .formatted(boundary, name)),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--" + boundary + "--\r\n")))
            .build();
    requireSuccess(client.send(request, BodyHandlers.discarding()));
  }

  /** Delivers an image and waits until every switch has it. */
  void deliver(String image, String via, String profile, List<String> addresses, Duration limit)
      throws IOException, InterruptedException {
    ObjectNode body =
        json.createObjectNode().put("image", image).put("via", via).put("profile", profile);
    addresses.forEach(body.putArray("switches")::add);
    String id = post("/netdepot/v1/deliveries", body).path("operationId").asText();
    long deadline = System.nanoTime() + limit.toNanos();
    JsonNode delivery;
    do {
      Thread.sleep(100);
      delivery = get("/netdepot/v1/deliveries/" + id);
    } while (!delivery.path("operation").has("endedAt") && System.nanoTime() < deadline);
    if (!delivery.at("/operation/state").asText().equals("completed")) {
      throw new IOException(
          "The delivery did not complete: " + delivery.at("/operation/details").asText());
    }
    for (JsonNode one : delivery.path("switches")) {
      if (!one.path("via").asText().equals(via)) {
        throw new IOException("A switch got the image another way: " + one);
      }
    }
  }

  void deleteImages() throws IOException, InterruptedException {
    for (JsonNode image : images()) {
      requireSuccess(
          client.send(
              request(IMAGES + "/" + image.path("versionId").asText()).DELETE().build(),
              BodyHandlers.discarding()));
    }
  }

  /** Begins to read all stored files again. */
  JsonNode beginScrub() throws IOException, InterruptedException {
    return post("/netdepot/v1/scrub", json.createObjectNode());
  }

  /** How far that is. */
  JsonNode scrub() throws IOException, InterruptedException {
    return get("/netdepot/v1/scrub");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return answer(request(path).GET().build());
  }

  private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    requireSuccess(answer);
    return json.readTree(answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", authorization);
  }

  private static void requireSuccess(HttpResponse<?> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          answer.request().method()
              + " "
              + answer.request().uri().getPath()
              + " answered "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
  }
}
