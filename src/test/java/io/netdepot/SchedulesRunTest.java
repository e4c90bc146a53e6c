package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.cli.StartProblem;
import io.netdepot.http.EventClient;
import io.netdepot.http.EventClient.Received;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules and events of the whole service, over a restart. */
class SchedulesRunTest {
  private static final String SCHEDULES = "/netdepot/v1/schedules";

  @TempDir Path folder;

  @Test
  void collectsBySchedulesAndTellsOfItInEvents() throws Exception {
    Path file = folder.resolve("schedules.yaml");
    String[] settings = {"schedules.file=" + file, "events.heartbeat=200 ms"};
    try (SwitchSite site = SwitchSite.open(Files.createDirectory(folder.resolve("content")))) {
      List<SimulatedSwitch> switches = site.many(2);
      Files.writeString(folder.resolve("leafs.txt"), switches.getLast().address() + "\n");
      Files.writeString(
          file,
          """
          schedules:
            - name: yearly
              kind: collect
              cron: "0 0 1 1 *"
              switches: [%s]
              switches-file: leafs.txt
          """
              .formatted(switches.getFirst().address()));
      String lastId;
      try (RunningDepot depot = RunningDepot.start(folder.resolve("data"), site.port(), settings);
          EventClient client = EventClient.open(depot.follow("/netdepot/v1/events", "0"))) {
        JsonNode run = depot.post(SCHEDULES + "/yearly/run", 202);
        assertThat(run.path("outcome").asText()).isEqualTo("running");
        RunningDepot.Ended ended = depot.awaitEnd(run.path("operationId").asText());
        assertThat(ended.status()).isEqualTo("completed");
        assertThat(ended.switches()).hasSize(2);
        assertThat(depot.get(SCHEDULES + "/yearly").at("/runs").findValuesAsText("outcome"))
            .contains("completed");

        List<String> told = new ArrayList<>();
        while (told.stream().noneMatch(ended("schedule"))
            || told.stream().noneMatch(ended("operation"))) {
          Received event = client.next();
          told.add(event.type() + " " + event.data());
        }
        assertThat(told)
            .anyMatch(one -> one.startsWith("schedule ") && one.contains("\"running\""))
            .anyMatch(one -> one.startsWith("switch ") && one.contains("\"in-progress\""))
            .anyMatch(one -> one.startsWith("package ") && one.contains("\"stored\""));

        Files.writeString(file, "schedules:\n  - name: Yearly\n");
        JsonNode refused =
            await()
                .atMost(RunningDepot.LONG)
                .until(() -> depot.get(SCHEDULES), now -> now.has("refusal"));
        assertThat(refused.at("/refusal/problems/0/line").asInt()).isEqualTo(2);
        assertThat(refused.at("/schedules/0/name").asText()).isEqualTo("yearly");
        assertThat(depot.metrics())
            .containsPattern("(?m)^netdepot_schedules_refused(\\{.*})? 1")
            .containsPattern("(?m)^netdepot_schedule_runs_total\\{.*kind=\"collect\".*} 1")
            .containsPattern("(?m)^netdepot_event_streams(\\{.*})? 1");
        lastId = client.lastId();
      }
      assertThat(
              new DepotStarter()
                  .check(RunningDepot.settings(folder.resolve("data"), site.port(), settings)))
          .contains("schedules.yaml:2: The schedule has no kind");
      assertThatThrownBy(
              () -> RunningDepot.start(folder.resolve("other"), site.port(), settings).close())
          .isInstanceOf(StartProblem.class)
          .hasMessageContaining("schedules.yaml:2");
      try (RunningDepot depot = RunningDepot.start(folder.resolve("data"), site.port(), settings);
          EventClient client = EventClient.open(depot.follow("/netdepot/v1/events", lastId))) {
        assertThat(depot.get(SCHEDULES).path("lastGood").asBoolean()).isTrue();
        String operation = depot.collect(site.with().address());
        depot.awaitEnd(operation);
        Received next = client.next();
        assertThat(Long.parseLong(next.id())).isGreaterThan(Long.parseLong(lastId));
        while (!next.data().contains(operation) || !next.data().contains("\"completed\"")) {
          next = client.next();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> client.comments() > 0);
      }
    }
  }

  private static Predicate<String> ended(String type) {
    return told -> told.startsWith(type + " ") && told.contains("\"completed\"");
  }
}
