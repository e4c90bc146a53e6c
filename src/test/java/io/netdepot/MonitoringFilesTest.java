package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, the alert rules and the guide name metrics that a running service has. */
@Timeout(120)
class MonitoringFilesTest {
  private static final Path ALERTS = Path.of("docs/prometheus-alerts.yaml");
  private static final Path DASHBOARD = Path.of("docs/grafana-dashboard.json");
  private static final Path GUIDE = Path.of("docs/operations.md");
  private static final Pattern METRIC = Pattern.compile("\\b(?:netdepot|jvm|process)_[a-z0-9_]+");
  private static final String GOOD = "127.0.7.38";
  private static final String BAD = "127.0.7.39";

  @TempDir Path folder;

  @Test
  void everyMetricThatIsNamedIsMeasured() throws Exception {
    Set<String> named = new TreeSet<>();
    alerts().forEach(rule -> named.addAll(metrics(rule.path("expr").asText())));
    panels()
        .forEach(
            panel ->
                panel
                    .path("targets")
                    .forEach(target -> named.addAll(metrics(target.path("expr").asText()))));
    Files.readString(GUIDE)
        .lines()
        // Those of TLS are there with TLS.
        .filter(line -> line.startsWith("| `netdepot_") && !line.contains("with TLS"))
        .forEach(line -> named.addAll(metrics(line.split("\\|", 3)[1])));
    assertThat(named).hasSizeGreaterThan(25);
    assertThat(measured()).containsAll(named);
  }

  @Test
  void everyAlertSaysWhatIsWrongAndWhatToDo() throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode rule : alerts()) {
      String name = rule.path("alert").asText();
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(rule.path("expr").asText()).as(name).isNotBlank();
      assertThat(rule.at("/labels/severity").asText()).as(name).isIn("warning", "critical");
      assertThat(rule.at("/annotations/summary").asText()).as(name).contains(" ");
      assertThat(rule.at("/annotations/action").asText()).as(name).contains(" ");
      assertBalanced(rule.path("expr").asText());
    }
    assertThat(names).hasSizeGreaterThan(10);
  }

  @Test
  void everyPanelShowsSomething() throws Exception {
    Set<Integer> ids = new TreeSet<>();
    for (JsonNode panel : panels()) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.path("title").asText()).isNotBlank();
      assertThat(panel.path("targets")).isNotEmpty();
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.path("expr").asText()).contains("{job=\"$job\"");
        assertBalanced(target.path("expr").asText());
      }
    }
    assertThat(ids).hasSizeGreaterThan(15);
  }

  private static void assertBalanced(String expression) {
    for (String pair : List.of("()", "{}", "[]")) {
      assertThat(expression.chars().filter(each -> each == pair.charAt(0)).count())
          .as(expression)
          .isEqualTo(expression.chars().filter(each -> each == pair.charAt(1)).count());
    }
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    new YAMLMapper()
        .readTree(ALERTS.toFile())
        .path("groups")
        .forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private static JsonNode panels() throws IOException {
    return new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels");
  }

  private static Set<String> metrics(String expression) {
    return METRIC.matcher(expression).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /** Names of the metrics of a service that has done some of everything. */
  private Set<String> measured() throws Exception {
    SimulatedSwitch good = SimulatedSwitch.at(GOOD).packageSize(64 << 10).build();
    SimulatedSwitch bad = SimulatedSwitch.at(BAD).fault(new Fault.GenerateFails("no")).build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(good, bad));
        TestDepot depot =
            TestDepot.start(
                folder.resolve("data"), Map.of("ssh.port", Integer.toString(fleet.port())))) {
      DepotApi api = depot.writer();
      String operation =
          api.post(
                  DepotApi.PACKAGES,
                  Map.of("Switches", List.of(Map.of("Address", GOOD), Map.of("Address", BAD))))
              .body()
              .path("operationId")
              .asText();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  api.get(DepotApi.OPERATIONS + "/" + operation)
                      .body()
                      .path("Status")
                      .asText()
                      .equals("failed"));
      // What is counted at an end is counted right after it.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(depot.observe("metrics").body())
                      .contains(
                          "netdepot_switches_total{kind=\"collection\",reason=\"command-failed\",state=\"failed\"} 1.0")
                      .contains(
                          "netdepot_switches_total{kind=\"collection\",reason=\"\",state=\"completed\"} 1.0")
                      .contains(
                          "netdepot_switches_total{kind=\"delivery\",reason=\"storage-failed\",state=\"failed\"} 0.0")
                      .contains(
                          "netdepot_step_seconds_count{outcome=\"done\",step=\"store-package\"} 1")
                      .contains(
                          "netdepot_step_seconds_count{outcome=\"failed\",step=\"generate-nvos\"} 1")
                      .contains(
                          "netdepot_http_requests_seconds_count{api=\"nmx\",method=\"POST\",status=\"202\"} 1")
                      .contains("netdepot_phase_seconds_count{phase=\"generate\"} 2")
                      .contains("netdepot_queue_wait_seconds_count 2"));
      String scrape = depot.observe("metrics").body();
      assertThat(scrape).doesNotContain(GOOD, BAD);
      return scrape
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("[{ ]", 2)[0])
          .collect(Collectors.toSet());
    }
  }
}
