package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JMX over HTTP on the management port: what it shows and drives, and to whom it does not. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JolokiaTest {
  private static final String COLLECTION = "io.netdepot:type=Collection";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final SimulatedSwitch endless =
      SimulatedSwitch.at("127.0.7.35").fault(new Fault.GenerateHangs()).build();
  private TestDepot depot;
  private SimulatedFleet fleet;
  private Path data;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    data = folder.resolve("data");
    fleet = SimulatedFleet.start(0, List.of(endless));
    depot =
        TestDepot.start(
            data, Map.of("management.jolokia", "true", "ssh.port", Integer.toString(fleet.port())));
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    fleet.close();
    client.shutdownNow();
  }

  @Test
  void aReaderReadsByGetAndByPost() throws Exception {
    JsonNode one = json(reader(get("/read/" + COLLECTION + "/Paused")));
    assertThat(one.path("status").asInt()).isEqualTo(200);
    assertThat(one.path("value").asBoolean()).isFalse();
    JsonNode all = json(reader(post(Map.of("type", "read", "mbean", COLLECTION))));
    assertThat(all.at("/value/MostConnections").asInt()).isEqualTo(1024);
    JsonNode memory =
        json(
            reader(
                post(
                    Map.of(
                        "type", "read",
                        "mbean", "java.lang:type=Memory",
                        "attribute", "HeapMemoryUsage"))));
    assertThat(memory.at("/value/used").asLong()).isPositive();
    JsonNode uptime =
        json(reader(get("/read/org.apache.camel:context=*,name=*,type=context/UptimeMillis")));
    assertThat(uptime.path("status").asInt()).as("%s", uptime).isEqualTo(200);
  }

  @Test
  void aReaderNeitherDrivesNorSets() throws Exception {
    assertThat(reader(exec(COLLECTION, "pause")).statusCode()).isEqualTo(403);
    assertThat(reader(write(COLLECTION, "MostConnections", 5)).statusCode()).isEqualTo(403);
    // Nor among others.
    HttpResponse<String> mixed =
        reader(
            post(
                List.of(
                    Map.of("type", "read", "mbean", COLLECTION),
                    Map.of("type", "EXEC", "mbean", COLLECTION, "operation", "pause"))));
    assertThat(mixed.statusCode()).isEqualTo(403);
    assertThat(paused()).isFalse();
  }

  @Test
  void aWriterDrivesAndItIsAudited() throws Exception {
    assertThat(json(writer(exec(COLLECTION, "pause"))).path("status").asInt()).isEqualTo(200);
    assertThat(paused()).isTrue();
    assertThat(json(writer(exec(COLLECTION, "resume"))).path("status").asInt()).isEqualTo(200);
    assertThat(paused()).isFalse();
    assertThat(json(writer(write(COLLECTION, "MostConnections", 77))).path("status").asInt())
        .isEqualTo(200);
    assertThat(json(reader(get("/read/" + COLLECTION + "/MostConnections"))).path("value").asInt())
        .isEqualTo(77);
    assertThat(json(writer(exec(COLLECTION, "nothing"))).path("status").asInt()).isNotEqualTo(200);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(Files.readString(data.resolve("audit.log")))
                    .contains(
                        "/observe/jolokia\",\"status\":200,\"call\":\"exec "
                            + COLLECTION
                            + " pause\"",
                        "\"status\":200,\"call\":\"write " + COLLECTION + " MostConnections\"")
                    .doesNotContain("\"status\":200,\"call\":\"exec " + COLLECTION + " nothing")
                    .contains("\"call\":\"exec " + COLLECTION + " nothing\""));
  }

  @Test
  void manyBodiesThatAskForAllAreAnsweredOrRefusedSoon() throws Exception {
    Map<String, String> all = Map.of("type", "read", "mbean", "org.apache.camel:*");
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      asked.add(
          client.sendAsync(
              as("ro-user", TestDepot.READER, post(Collections.nCopies(10, all)))
                  .timeout(Duration.ofSeconds(60))
                  .build(),
              BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> answer : asked) {
      HttpResponse<String> given = answer.get();
      assertThat(given.statusCode()).isIn(200, 503);
      assertThat(given.body().length()).isLessThan(8 << 20);
    }
    assertThat(paused()).isFalse();
  }

  @Test
  void anOperationIsSeenAndCancelled() throws Exception {
    String id =
        depot
            .writer()
            .post(
                DepotApi.PACKAGES,
                Map.of("Switches", List.of(Map.of("Address", endless.address()))))
            .body()
            .path("operationId")
            .asText();
    JsonNode recent = json(reader(get("/read/io.netdepot:type=Operations/Recent")));
    assertThat(recent.at("/value/0/id").asText()).isEqualTo(id);
    JsonNode cancelled =
        json(
            writer(
                post(
                    Map.of(
                        "type", "exec",
                        "mbean", "io.netdepot:type=Operations",
                        "operation", "cancel",
                        "arguments", List.of(id)))));
    assertThat(cancelled.path("value").asText()).as("%s", cancelled).contains("being cancelled");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                json(reader(get("/read/io.netdepot:type=Operations/Recent")))
                    .at("/value/0/state")
                    .asText()
                    .equals("cancelled"));
  }

  @Test
  void aWrongArgumentIsAnsweredWithTheSentenceAndNoStackTrace() throws Exception {
    String answer =
        writer(
                post(
                    Map.of(
                        "type", "exec",
                        "mbean", "io.netdepot:type=Operations",
                        "operation", "cancel",
                        "config", Map.of("includeStackTrace", "true"),
                        "arguments", List.of("nonsense"))))
            .body();
    assertThat(answer).contains("24 hex digits").doesNotContain("\tat ", "stacktrace");
  }

  @Test
  void whoIsNotKnownLearnsNothing() throws Exception {
    for (HttpRequest.Builder request :
        List.of(get(""), get("/version"), get("/list"), exec(COLLECTION, "pause"))) {
      HttpResponse<String> answer = send(request);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
      assertThat(answer.body()).doesNotContain("jolokia", "netdepot:", "agent");
    }
    assertThat(send(as("rw-user", "wrong", get("/version"))).statusCode()).isEqualTo(401);
  }

  @Test
  void aGetDrivesNothingWhoeverSendsIt() throws Exception {
    JsonNode exec = json(writer(get("/exec/" + COLLECTION + "/pause")));
    assertThat(exec.path("status").asInt()).isEqualTo(403);
    JsonNode write = json(writer(get("/write/" + COLLECTION + "/MostConnections/5")));
    assertThat(write.path("status").asInt()).isEqualTo(403);
    assertThat(paused()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.management:type=HotSpotDiagnostic dumpHeap(java.lang.String,boolean)",
        "com.sun.management:type=DiagnosticCommand compilerDirectivesAdd",
        "java.lang:type=Memory gc",
        "java.lang:type=Threading dumpAllThreads(boolean,boolean)",
        "java.util.logging:type=Logging setLoggerLevel",
        "JMImplementation:type=MBeanServerDelegate toString",
        "jolokia:type=Config,agent=x resetHistoryEntries",
        "org.apache.camel:context=netdepot,type=context,name=\"netdepot\" stop()",
        "org.apache.camel:* stop()"
      })
  void aWriterDrivesNothingElse(String target) throws Exception {
    String[] parts = target.split(" ", 2);
    JsonNode answer = json(writer(exec(parts[0], parts[1])));
    assertThat(answer.path("status").asInt()).as("%s", answer).isNotEqualTo(200);
    assertThat(depot.reader().get(DepotApi.PACKAGES).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang:type=Runtime InputArguments",
        "java.lang:type=Runtime SystemProperties",
        "java.lang:type=Runtime ClassPath",
        "com.sun.management:type=HotSpotDiagnostic DiagnosticOptions",
        "java.util.logging:type=Logging LoggerNames",
        "JMImplementation:type=MBeanServerDelegate MBeanServerId"
      })
  void nobodyReadsWhatIsNotMeantToBeSeen(String target) throws Exception {
    String[] parts = target.split(" ", 2);
    JsonNode one =
        json(writer(post(Map.of("type", "read", "mbean", parts[0], "attribute", parts[1]))));
    assertThat(one.path("status").asInt()).as("%s", one).isNotEqualTo(200);
    // Nor as one of many, nor by a pattern.
    String all = writer(post(Map.of("type", "read", "mbean", parts[0]))).body();
    String pattern = writer(post(Map.of("type", "read", "mbean", "*:*"))).body();
    assertThat(all + pattern).doesNotContain("java.class.path", "surefire", "\"value\"");
  }

  @Test
  void aWriterSetsNothingElse() throws Exception {
    for (Map.Entry<String, String> target :
        Map.of(
                "java.lang:type=Memory", "Verbose",
                "java.lang:type=Threading", "ThreadCpuTimeEnabled",
                "org.apache.camel:context=netdepot,type=context,name=\"netdepot\"", "Tracing")
            .entrySet()) {
      JsonNode answer = json(writer(write(target.getKey(), target.getValue(), true)));
      assertThat(answer.path("status").asInt()).as("%s", answer).isNotEqualTo(200);
    }
  }

  @Test
  void searchesAndListsShowOnlyWhatIsMeantToBeSeen() throws Exception {
    for (HttpRequest.Builder request : List.of(get("/search/*:*"), get("/list"))) {
      String answer = writer(request).body();
      assertThat(answer).contains("io.netdepot", "Memory");
      assertThat(answer)
          .doesNotContain(
              "HotSpotDiagnostic", "DiagnosticCommand", "JMImplementation", "java.util.logging")
          .doesNotContain("jolokia:", "\"jolokia\"");
    }
  }

  @Test
  void isNoProxy() throws Exception {
    HttpResponse<String> answer =
        writer(
            post(
                Map.of(
                    "type", "read",
                    "mbean", "java.lang:type=Memory",
                    "target",
                        Map.of("url", "service:jmx:rmi:///jndi/rmi://127.0.0.1:1099/jmxrmi"))));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("no proxy");
  }

  @Test
  void notificationsAreNotTaken() throws Exception {
    HttpResponse<String> posted =
        writer(post(Map.of("type", "notification", "command", "register")));
    assertThat(posted.statusCode()).isEqualTo(400);
    assertThat(writer(get("/notification/register")).statusCode()).isEqualTo(400);
    assertThat(writer(get("/config/history")).statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyHasItsLimits() throws Exception {
    String spaces = " ".repeat(100_000);
    assertThat(writer(raw("{\"type\":\"version\"}" + spaces)).statusCode()).isEqualTo(413);
    assertThat(writer(raw("[".repeat(60_000))).statusCode()).isEqualTo(400);
    assertThat(writer(raw("{".repeat(10))).statusCode()).isEqualTo(400);
    assertThat(writer(raw("")).statusCode()).isEqualTo(400);
    assertThat(writer(raw("7")).statusCode()).isEqualTo(400);
    assertThat(
            writer(raw("[" + "{\"type\":\"version\"},".repeat(10) + "{\"type\":\"version\"}]"))
                .statusCode())
        .isEqualTo(400);
    // What one reader takes and another does not.
    assertThat(
            reader(
                    raw(
                        "{\"type\":\"read\",\"mbean\":\""
                            + COLLECTION
                            + "\",\"type\":\"exec\",\"operation\":\"pause\"}"))
                .statusCode())
        .isEqualTo(400);
    assertThat(paused()).isFalse();
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    HttpResponse<String> head =
        reader(HttpRequest.newBuilder(at("/version")).method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
  }

  @Test
  void pagesOfOtherSitesAreRefused() throws Exception {
    HttpRequest.Builder foreign =
        exec(COLLECTION, "pause").header("Origin", "https://evil.example");
    assertThat(writer(foreign).statusCode()).isEqualTo(403);
    HttpResponse<String> nothing = writer(get("/read/" + COLLECTION).header("Origin", "null"));
    assertThat(nothing.statusCode()).isEqualTo(403);
    HttpResponse<String> preflight =
        send(
            HttpRequest.newBuilder(at(""))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST"));
    assertThat(preflight.statusCode()).isEqualTo(405);
    assertThat(preflight.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
    assertThat(paused()).isFalse();
  }

  @Test
  void healthAndMetricsStayOpen() throws Exception {
    assertThat(depot.observe("health/live").statusCode()).isEqualTo(200);
    assertThat(depot.observe("metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotThereUnlessASettingSaysSo(@TempDir Path folder) throws Exception {
    try (TestDepot plain = TestDepot.start(folder.resolve("data"), Map.of())) {
      assertThat(plain.observe("jolokia").statusCode()).isEqualTo(404);
      assertThat(plain.observe("jolokia/version").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void guessedPasswordsCountHereToo(@TempDir Path folder) throws Exception {
    try (TestDepot guarded =
        TestDepot.start(
            folder.resolve("data"),
            Map.of("management.jolokia", "true", "http.failed-logins", "3"))) {
      URI there = guarded.managed("jolokia/version");
      for (int i = 0; i < 3; i++) {
        assertThat(send(as("rw-user", "guess-" + i, HttpRequest.newBuilder(there))).statusCode())
            .isEqualTo(401);
      }
      assertThat(send(as("rw-user", TestDepot.WRITER, HttpRequest.newBuilder(there))).statusCode())
          .isEqualTo(503);
      assertThat(guarded.writer().get(DepotApi.PACKAGES).status()).isEqualTo(503);
    }
  }

  private boolean paused() throws Exception {
    return json(reader(get("/read/" + COLLECTION + "/Paused"))).path("value").asBoolean();
  }

  private URI at(String path) {
    return URI.create(depot.managed("jolokia") + path.replace("\"", "%22").replace(" ", "%20"));
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(at(path));
  }

  private HttpRequest.Builder post(Object body) throws IOException {
    return raw(JSON.writeValueAsString(body));
  }

  private HttpRequest.Builder raw(String body) {
    return HttpRequest.newBuilder(at("")).POST(BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder exec(String bean, String operation) throws IOException {
    return post(Map.of("type", "exec", "mbean", bean, "operation", operation));
  }

  @Test
  void aValueOfAnotherKindIsRefusedInWordsForPeople() throws Exception {
    for (Object value : List.of("many", "", true, 99_999_999_999L, List.of(1), Map.of("a", 1))) {
      JsonNode answer = json(writer(write(COLLECTION, "MostConnections", value)));
      assertThat(answer.path("status").asInt()).isEqualTo(400);
      assertThat(answer.path("error").asText())
          .isEqualTo(
              "The attribute MostConnections takes a whole number of at most 2147483647, not "
                  + JSON.writeValueAsString(value));
    }
    assertThat(json(writer(write(COLLECTION, "MostConnections", -1))).path("error").asText())
        .startsWith("There may be from 16 to 100000 connections");
  }

  private HttpRequest.Builder write(String bean, String attribute, Object value)
      throws IOException {
    return post(Map.of("type", "write", "mbean", bean, "attribute", attribute, "value", value));
  }

  private HttpResponse<String> reader(HttpRequest.Builder request) throws Exception {
    return send(as("ro-user", TestDepot.READER, request));
  }

  private HttpResponse<String> writer(HttpRequest.Builder request) throws Exception {
    return send(as("rw-user", TestDepot.WRITER, request));
  }

  private static HttpRequest.Builder as(String user, String password, HttpRequest.Builder request) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
