package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netdepot.cli.RunningService;
import io.netdepot.config.GivenSettings;
import io.netdepot.config.Settings;
import io.netdepot.process.DepotApi;
import io.netdepot.recording.Login;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The whole service over a data directory, started as {@code serve} starts it, and a client that
 * knows its HTTP interface only.
 */
final class RunningDepot implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);

  private static final String PASSWORD = "e2e-password";
  private static final KnownUsers USERS = new KnownUsers(PASSWORD, PASSWORD + "-ro");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METRICS = "/observe/metrics";
  private static final Pattern RUNNING =
      Pattern.compile("(?m)^netdepot_sessions_running(?:\\{.*})? (\\S+)$");
  private static final Duration POLL = Duration.ofMillis(40);

  private final RunningService service;
  private final Path data;
  private final int managementPort;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Login, String> profiles = new ConcurrentHashMap<>();

  private RunningDepot(RunningService service, Path data, int managementPort) {
    this.service = service;
    this.data = data;
    this.managementPort = managementPort;
  }

  /** Starts a service whose switches listen on this port; each setting as {@code name=value}. */
  static RunningDepot start(Path data, int sshPort, String... settings) throws Exception {
    Settings read = settings(data, sshPort, settings);
    return new RunningDepot(
        new DepotStarter().start(read, USERS.in(data)), data, read.management().port());
  }

  /** Settings as {@code --set} gives them; short delays, ports of their own, the shipped routes. */
  static Settings settings(Path data, int sshPort, String... changed) throws Exception {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("data", data.toString());
    set.put("http.port", "0");
    set.put("http.stop-timeout", "2 s");
    set.put("management.port", Integer.toString(freePort()));
    set.put("store.free-bytes", "1 MiB");
    set.put("ssh.port", Integer.toString(sshPort));
    set.put("collect.platform", "nvos");
    set.put("collect.retry-delay", "20 ms");
    set.put("collect.stop-timeout", "2 s");
    for (String setting : changed) {
      int equals = setting.indexOf('=');
      set.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return GivenSettings.of(set);
  }

  Path data() {
    return data;
  }

  /** A client of all APIs that may write. */
  DepotApi api() {
    return new DepotApi(service.address(), "rw-user", PASSWORD);
  }

  /** Makes a switch profile and gives its id. */
  String profile(String name, String user, String password) {
    ObjectNode body = JSON.createObjectNode();
    body.put("Name", name).put("Username", user).put("Password", password);
    HttpResponse<String> made = send("POST", "/nmx/v1/switch-profiles", json(body));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return parsed(made).path("ID").asText();
  }

  /** The id of a profile that logs in as somebody, made when it is asked for first. */
  String profileOf(Login login) {
    return profiles.computeIfAbsent(
        login,
        made -> profile("of " + made.user() + " " + profiles.size(), made.user(), made.password()));
  }

  /**
   * Asks for packages with the default profile, which logs in as admin, and gives the operation.
   */
  String collect(String... addresses) {
    return collectWith("", addresses);
  }

  /** As {@link #collect}, with a profile. */
  String collectWith(String profile, String... addresses) {
    HttpResponse<String> answer = askToCollect(profile, addresses);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return parsed(answer).path("operationId").asText();
  }

  /** The answer to a request for packages, whatever it is. */
  HttpResponse<String> askToCollect(String profile, String... addresses) {
    ObjectNode body = JSON.createObjectNode();
    if (!profile.isEmpty()) {
      body.put("ProfileID", profile);
    }
    for (String address : addresses) {
      body.withArray("/Switches").addObject().put("Address", address);
    }
    return send("POST", "/nmx/v1/support-packages", json(body));
  }

  HttpResponse<String> cancel(String operation) {
    return send("DELETE", "/nmx/v1/operations/" + operation, BodyPublishers.noBody());
  }

  /** Collects again what failed in an operation; the answer. */
  JsonNode retry(String operation) {
    return parsed(
        send("POST", "/netdepot/v1/operations/" + operation + "/retry", BodyPublishers.noBody()));
  }

  HttpResponse<String> forgetHostKeys(String address) {
    return send("DELETE", "/netdepot/v1/host-keys/" + address, BodyPublishers.noBody());
  }

  JsonNode operation(String id) {
    return get("/nmx/v1/operations/" + id);
  }

  /** How far a switch of an operation is, by our own API. */
  JsonNode progress(String operation, String address) {
    for (JsonNode each : get("/netdepot/v1/operations/" + operation).path("switches")) {
      if (each.path("address").asText().equals(address)) {
        return each;
      }
    }
    throw new AssertionError("Operation " + operation + " has no switch " + address);
  }

  /** Waits until a switch of an operation is in a phase. */
  void awaitPhase(String operation, String address, String phase) {
    await()
        .atMost(LONG)
        .pollInterval(POLL)
        .until(() -> progress(operation, address).path("phase").asText().equals(phase));
  }

  /** Follows an operation to its end, looking that its percentage never falls on the way. */
  Ended awaitEnd(String id) {
    List<Double> percentages = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    JsonNode ended =
        await("operation " + id)
            .atMost(LONG)
            .pollInterval(POLL)
            .until(
                () -> {
                  JsonNode now = operation(id);
                  percentages.add(now.path("Percentage").asDouble());
                  steps.add(now.path("CurrentStep").asText());
                  return now;
                },
                now -> now.hasNonNull("Result"));
    assertThat(percentages).isSorted().allMatch(percentage -> percentage <= 100);
    return new Ended(ended, percentages, steps.stream().distinct().toList());
  }

  /** Collects from switches and waits for the end. */
  Ended collected(String... addresses) {
    return awaitEnd(collect(addresses));
  }

  /** Collects from switches with a profile and waits for the end. */
  Ended collectedWith(String profile, String... addresses) {
    return awaitEnd(collectWith(profile, addresses));
  }

  /** The packages there are, newest first. */
  List<JsonNode> packages() {
    List<JsonNode> found = new ArrayList<>();
    get("/nmx/v1/support-packages").forEach(found::add);
    return found;
  }

  boolean hasPackageOf(String address) {
    return packages().stream()
        .anyMatch(each -> each.path("switchAddress").asText().equals(address));
  }

  HttpResponse<String> deletePackage(String fileId) {
    return send("DELETE", "/nmx/v1/support-packages/" + fileId, BodyPublishers.noBody());
  }

  /** Begins a download; the bytes come as they are read. */
  HttpResponse<InputStream> download(String fileId) {
    try {
      return client.send(
          request("/nmx/v1/support-packages/" + fileId).GET().build(),
          BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Reads the bytes of a file. */
  HttpResponse<byte[]> bytes(String path) {
    try {
      return client.send(request(path).GET().build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  HttpResponse<String> delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** What a POST without a body is answered, which must have this status. */
  JsonNode post(String path, int status) {
    HttpResponse<String> answer = send("POST", path, BodyPublishers.noBody());
    assertThat(answer.statusCode()).as("POST %s: %s", path, answer.body()).isEqualTo(status);
    return parsed(answer);
  }

  /** A request for events after one that was seen. */
  HttpRequest follow(String path, String lastId) {
    return request(path).header("Last-Event-ID", lastId).GET().build();
  }

  /** What monitoring reads. */
  String metrics() {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + METRICS)))
        .body();
  }

  JsonNode get(String path) {
    HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody());
    assertThat(answer.statusCode()).as("GET %s: %s", path, answer.body()).isEqualTo(200);
    return parsed(answer);
  }

  /** Sessions with switches that run now, by the service's metrics. */
  int runningSessions() {
    String metrics = metrics();
    Matcher gauge = RUNNING.matcher(metrics);
    assertThat(gauge.find()).as(metrics).isTrue();
    return (int) Double.parseDouble(gauge.group(1));
  }

  /** The files being received. */
  List<Path> spool() {
    try (Stream<Path> files = Files.list(data.resolve("spool"))) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is received any more, no session runs, nothing else is in progress. */
  void requireAtRest() {
    await().atMost(Duration.ofSeconds(60)).until(() -> runningSessions() == 0);
    await().untilAsserted(() -> assertThat(spool()).isEmpty());
  }

  @Override
  public void close() {
    client.shutdownNow();
    service.close();
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body) {
    return send(request(path).method(method, body).header("Content-Type", "application/json"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.timeout(LONG).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    String login = "rw-user:" + PASSWORD;
    return HttpRequest.newBuilder(service.address().resolve(path))
        .timeout(LONG)
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  /** A port of 127.0.0.1 that nobody has at this moment. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static BodyPublisher json(JsonNode body) {
    return BodyPublishers.ofString(body.toString());
  }

  private static JsonNode parsed(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }

  /**
   * An operation at its end.
   *
   * @param percentages every percentage that was seen, in order
   * @param steps every step that was seen, once
   */
  record Ended(JsonNode operation, List<Double> percentages, List<String> steps) {
    String status() {
      return operation.path("Status").asText();
    }

    String error() {
      return operation.path("Result").path("Error").asText();
    }

    String details() {
      return operation.path("Result").path("Details").asText();
    }

    /** The end of the only switch. */
    SwitchEnd only() {
      assertThat(switches()).hasSize(1);
      return switches().getFirst();
    }

    SwitchEnd of(String address) {
      return switches().stream()
          .filter(each -> each.address().equals(address))
          .findFirst()
          .orElseThrow();
    }

    List<SwitchEnd> switches() {
      List<SwitchEnd> all = new ArrayList<>();
      for (JsonNode each : operation.path("Result").path("Data").path("Switches")) {
        all.add(
            new SwitchEnd(
                each.path("Address").asText(),
                each.path("Status").asText(),
                each.path("fileID").asText(""),
                each.path("filename").asText(""),
                each.path("size").asLong(),
                each.path("Error").asText(),
                each.path("Details").asText()));
      }
      return all;
    }
  }

  /** What became of one switch, as the result of its operation says. */
  record SwitchEnd(
      String address,
      String status,
      String fileId,
      String fileName,
      long size,
      String error,
      String details) {

    void requireCompleted() {
      assertThat(List.of(status, error)).as(details).isEqualTo(Arrays.asList("completed", ""));
      assertThat(fileId).isNotEmpty();
    }

    /** Failed with this code, without a package. */
    void requireFailed(String code) {
      assertThat(List.of(status, error)).as(details).isEqualTo(Arrays.asList("failed", code));
      assertThat(fileId).isEmpty();
    }
  }
}
