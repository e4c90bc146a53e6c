package io.netdepot.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netdepot.config.ManagementSettings;
import io.netdepot.monitor.Check;
import io.netdepot.monitor.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Health and metrics as a monitor reads them. */
@Timeout(180)
class HealthDoorTest {
  private static final ManagementSettings ANY_PORT =
      new ManagementSettings(true, "127.0.0.1", 0, false);

  private final AtomicReference<Finding> life =
      new AtomicReference<>(Finding.well(Map.of("upSeconds", 7L)));
  private final AtomicReference<Finding> disk =
      new AtomicReference<>(Finding.well(Map.of("usableBytes", 5_000_000_000L)));
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private ManagementServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        ManagementServer.start(
            ANY_PORT,
            List.of(
                new HealthDoor(
                    List.of(
                        new Life(), Check.of("disk", () -> Objects.requireNonNull(disk.get())))),
                new MetricsDoor(metrics)));
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private final class Life implements Check {
    @Override
    public String name() {
      return "runtime";
    }

    @Override
    public Finding look() {
      return Objects.requireNonNull(life.get());
    }

    @Override
    public boolean isLiveness() {
      return true;
    }
  }

  @Test
  void answersFiguresWithoutBeingAsked() throws Exception {
    HttpResponse<String> answer = get("/observe/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.body())
        .isEqualTo(
            "{\"status\":\"UP\",\"checks\":["
                + "{\"name\":\"runtime\",\"status\":\"UP\",\"data\":{\"upSeconds\":7}},"
                + "{\"name\":\"disk\",\"status\":\"UP\",\"data\":{\"usableBytes\":5000000000}}]}");
    assertThat(get("/observe/health?data=true").body()).isEqualTo(answer.body());
    assertThat(get("/observe/health/ready").body()).isEqualTo(answer.body());
  }

  @Test
  void liveLooksOnlyAtWhatARestartWouldMend() throws Exception {
    disk.set(Finding.down("The disk is full", Map.of("usableBytes", 0L)));

    HttpResponse<String> live = get("/observe/health/live");
    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).contains("runtime").doesNotContain("disk");
    assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/observe/health").statusCode()).isEqualTo(503);

    life.set(Finding.down("The service is starting", Map.of("state", "starting")));
    assertThat(get("/observe/health/live").statusCode()).isEqualTo(503);
  }

  @Test
  void escapesASentenceOnce() throws Exception {
    String sentence = "store.camel.yaml:12: The step \"reff\" is unknown\nsee C:\\routes / ü";
    disk.set(Finding.noted(sentence, Map.of("problem", sentence)));

    JsonNode check = new ObjectMapper().readTree(get("/observe/health").body()).at("/checks/1");

    assertThat(check.path("status").asText()).isEqualTo("UP");
    assertThat(check.path("message").asText()).isEqualTo(sentence);
    assertThat(check.at("/data/problem").asText()).isEqualTo(sentence);
  }

  @Test
  void headAnswersAsGetWithoutABody() throws Exception {
    disk.set(Finding.down("The disk is full", Map.of()));
    for (String path : List.of("/observe/health", "/observe/health/live", "/observe/metrics")) {
      HttpResponse<String> head = send("HEAD", path);
      HttpResponse<String> get = get(path);
      assertThat(head.statusCode()).isEqualTo(get.statusCode());
      assertThat(head.body()).isEmpty();
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(get.headers().firstValue("Content-Type"));
      assertThat(head.headers().firstValueAsLong("Content-Length").orElseThrow()).isNotNegative();
    }
  }

  @Test
  void refusesWhatItDoesNotTakeAndDoesNotHave() throws Exception {
    HttpResponse<String> posted = send("POST", "/observe/health");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).hasValue("GET, HEAD");
    assertThat(get("/observe/health/live/x").statusCode()).isEqualTo(404);
    assertThat(get("/observe").statusCode()).isEqualTo(404);
  }

  @Test
  void servesMetricsAsPrometheusReadsThem() throws Exception {
    metrics.counter("netdepot.tried").increment();
    HttpResponse<String> answer = get("/observe/metrics");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body()).contains("netdepot_tried_total 1.0");
  }

  @Test
  void saysInASentenceThatItsPortIsTaken() {
    ManagementSettings taken = new ManagementSettings(true, "127.0.0.1", server.port(), false);
    assertThatThrownBy(() -> ManagementServer.start(taken, List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot listen on 127.0.0.1:" + server.port() + " (management.port): ")
        .hasMessageEndingWith("; stop what listens there, or set another port");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30))
            .build(),
        BodyHandlers.ofString());
  }
}
