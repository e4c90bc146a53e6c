package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.fleet.EntityId;
import io.netdepot.http.ApiFixture;
import io.netdepot.nmx.NmxFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleCallsTest {
  private static final String SCHEDULES = "/netdepot/v1/schedules";
  private NmxFixture depot;

  @BeforeEach
  void start(@TempDir Path folder) {
    depot = new NmxFixture(folder);
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private HttpResponse<byte[]> run(String name) {
    return depot.http.send("POST", SCHEDULES + "/" + name + "/run");
  }

  @Test
  void showsWhatBeginsWhen() {
    JsonNode list = NmxFixture.json(depot.http.get(SCHEDULES));
    assertThat(list.path("file").asText()).endsWith("schedules.yaml");
    assertThat(list.path("lastGood").asBoolean()).isFalse();
    assertThat(list.has("refusal")).isFalse();
    JsonNode nightly = list.at("/schedules/0");
    assertThat(nightly.path("name").asText()).isEqualTo("nightly");
    assertThat(nightly.path("switches").asInt()).isEqualTo(2);
    assertThat(nightly.path("timeZone").asText()).isEqualTo("UTC");
    assertThat(nightly.path("missed").asText()).isEqualTo("skip");
    assertThat(nightly.path("next")).hasSize(3);
    assertThat(nightly.at("/next/0").asText()).endsWith("T02:00:00Z");
    assertThat(nightly.has("lastRun")).isFalse();
    JsonNode images = list.at("/schedules/1");
    assertThat(images.path("timeZone").asText()).isEqualTo("Europe/Berlin");
    assertThat(images.path("missed").asText()).isEqualTo("run");
    assertThat(images.has("switches")).isFalse();
  }

  @Test
  void beginsACollectionNowUnlessItRuns() {
    HttpResponse<byte[]> begun = run("nightly");
    assertThat(begun.statusCode()).isEqualTo(202);
    JsonNode run = NmxFixture.json(begun);
    assertThat(run.path("outcome").asText()).isEqualTo("running");
    EntityId operation = new EntityId(run.path("operationId").asText());
    assertThat(depot.operations.views().find(operation)).isPresent();

    HttpResponse<byte[]> again = run("nightly");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(again).path("detail").asText()).contains(operation.value());

    JsonNode shown = NmxFixture.json(depot.http.get(SCHEDULES + "/nightly"));
    assertThat(shown.at("/schedule/lastRun/outcome").asText()).isEqualTo("skipped");
    assertThat(shown.path("runs").findValuesAsText("outcome"))
        .containsExactly("skipped", "running");
  }

  @Test
  void saysWhatOtherWorkCameTo() {
    assertThat(run("images").statusCode()).isIn(202, 409);
    Awaitility.await()
        .until(
            () ->
                NmxFixture.json(depot.http.get(SCHEDULES + "/images"))
                    .at("/runs/0/details")
                    .asText()
                    .equals("There is no remote image"));
    HttpResponse<byte[]> nobody = run("old");
    assertThat(nobody.statusCode()).isEqualTo(409);
    assertThat(NmxFixture.json(nobody).path("detail").asText())
        .isEqualTo("This service has nothing that does expire");
  }

  @Test
  void knowsOnlyItsSchedulesAndLetsReadersRead() {
    assertThat(run("weekly").statusCode()).isEqualTo(404);
    assertThat(depot.http.get(SCHEDULES + "/weekly").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> reader =
        depot.http.send(
            depot
                .http
                .request(SCHEDULES + "/nightly/run")
                .setHeader("Authorization", ApiFixture.RO)
                .POST(BodyPublishers.noBody()));
    assertThat(reader.statusCode()).isEqualTo(403);
  }
}
