package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Phase;
import io.netdepot.images.ImageFileName;
import io.netdepot.nmx.NmxFixture;
import io.netdepot.operation.LiveTask;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryCallsTest {
  private static final String DELIVERIES = "/netdepot/v1/deliveries";
  private static final String NAME = "nvos-amd64-25.02.2579.bin";

  private NmxFixture depot;
  private Image image;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    depot = new NmxFixture(folder);
    image = depot.images.published(new ImageFileName(NAME), depot.images.receive("an image"));
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private HttpResponse<byte[]> order(String more) {
    return depot.http.send(
        "POST",
        DELIVERIES,
        "{\"image\": \"%s\", \"switches\": [\"sw1\", \"sw2\"]%s}".formatted(NAME, more));
  }

  private String ordered(String more) {
    HttpResponse<byte[]> answer = order(more);
    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode accepted = NmxFixture.json(answer);
    assertThat(accepted.path("switches").asInt()).isEqualTo(2);
    String id = accepted.path("operationId").asText();
    assertThat(answer.headers().firstValue("Location")).contains(DELIVERIES + "/" + id);
    return id;
  }

  private String refused(int status, String more) {
    HttpResponse<byte[]> answer = order(more);
    assertThat(answer.statusCode()).isEqualTo(status);
    return NmxFixture.json(answer).path("detail").asText();
  }

  @Test
  void tellsWhatIsDeliveredAndHowFarItIs() {
    String id = ordered(", \"install\": true, \"via\": \"sftp\"");
    JsonNode shown = NmxFixture.json(depot.http.get(DELIVERIES + "/" + id));
    assertThat(shown.at("/delivery/imageId").asText()).isEqualTo(image.id().value());
    assertThat(shown.at("/delivery/build").asText()).isEqualTo("nvos-25.02.2579");
    assertThat(shown.at("/delivery/size").asLong()).isEqualTo(8);
    assertThat(shown.at("/operation/kind").asText()).isEqualTo("delivery");
    assertThat(shown.at("/operation/switches")).hasSize(2);
    JsonNode listed = NmxFixture.json(depot.http.get(DELIVERIES)).at("/items/0");
    assertThat(listed.path("delivery")).isEqualTo(shown.path("delivery"));
    assertThat(
            depot
                .catalog
                .operations()
                .find(new EntityId(id))
                .orElseThrow()
                .delivery()
                .orElseThrow()
                .link())
        .isEqualTo("http://images.example/software/package/" + image.id() + "/" + NAME);
  }

  @Test
  void withoutAWishToInstallThereIsNoBuild() {
    String id = ordered("");
    JsonNode shown = NmxFixture.json(depot.http.get(DELIVERIES + "/" + id));
    assertThat(shown.path("delivery").has("build")).isFalse();
    assertThat(shown.at("/delivery/via").asText()).isEqualTo("auto");
  }

  @Test
  void cancelsOnceAndRefusesTheSecondTime() {
    String id = ordered("");
    assertThat(depot.http.send("POST", DELIVERIES + "/" + id + "/cancel").statusCode())
        .isEqualTo(202);
    assertThat(depot.operations.fold(new EntityId(id))).isPresent();
    assertThat(depot.http.send("POST", DELIVERIES + "/" + id + "/cancel").statusCode())
        .isEqualTo(409);
  }

  @Test
  void aCollectionIsNoDelivery() {
    EntityId collection = depot.collect("sw9");
    assertThat(depot.http.get(DELIVERIES + "/" + collection).statusCode()).isEqualTo(404);
    assertThat(depot.http.send("POST", DELIVERIES + "/" + collection + "/cancel").statusCode())
        .isEqualTo(404);
    String id = ordered("");
    assertThat(depot.http.get("/nmx/v1/operations/" + id).statusCode()).isEqualTo(404);
    assertThat(depot.http.send("DELETE", "/nmx/v1/operations/" + id).statusCode()).isEqualTo(404);
    assertThat(NmxFixture.json(depot.http.get("/nmx/v1/operations")).toString())
        .doesNotContain(id)
        .contains(collection.value());
  }

  @Test
  void aSwitchThatIsWorkedOnIsBusy() {
    EntityId collection = depot.collect("sw2");
    assertThat(refused(409, "")).contains("sw2", collection.value());
  }

  @Test
  void saysWhatBecameOfTheSwitches() {
    String id = ordered("");
    depot.operations.claim(2);
    for (Task task : depot.catalog.operations().tasks(new EntityId(id))) {
      depot.operations.done(task, "a remark");
    }
    assertThat(depot.operations.fold(new EntityId(id)).orElseThrow().operation().details())
        .isEqualTo("2 of 2 switches delivered to");
    assertThat(
            NmxFixture.json(depot.http.get(DELIVERIES + "/" + id))
                .at("/operation/switches/0/details")
                .asText())
        .isEqualTo("a remark");
  }

  @Test
  void saysWhatTheSwitchesWereSent() {
    String id = ordered("");
    assertThat(sent(id)).containsExactly("missing", "missing");
    depot.operations.claim(2);
    List<Task> tasks = depot.catalog.operations().tasks(new EntityId(id));
    LiveTask live = depot.live.begin(tasks.get(0).id());
    live.phase(Phase.DELIVER);
    live.expect(8);
    live.sent(5);
    depot.operations.note(tasks.get(1).id(), "{\"VIA\":\"there\"}");
    assertThat(sent(id)).containsExactly("5", "0");
    depot.operations.note(tasks.get(0).id(), "{\"VIA\":\"sftp\"}");
    tasks.forEach(task -> depot.operations.done(task, ""));
    assertThat(sent(id)).containsExactly("8", "0");
    JsonNode operation =
        NmxFixture.json(depot.http.get("/netdepot/v1/operations/" + id)).path("switches");
    assertThat(operation.at("/0/sentBytes").asLong()).isEqualTo(8);
    assertThat(operation.at("/0/receivedBytes").asLong()).isZero();
  }

  private List<String> sent(String id) {
    JsonNode switches =
        NmxFixture.json(depot.http.get(DELIVERIES + "/" + id)).at("/operation/switches");
    return switches
        .valueStream()
        .map(one -> one.has("sentBytes") ? one.get("sentBytes").asText() : "missing")
        .toList();
  }

  private String refusedSwitches(String switches) {
    HttpResponse<byte[]> answer =
        depot.http.send(
            "POST",
            DELIVERIES,
            "{\"image\": \"%s\", \"switches\": [%s]}".formatted(NAME, switches));
    assertThat(answer.statusCode()).isEqualTo(400);
    return NmxFixture.json(answer).path("detail").asText();
  }

  @Test
  void refusesWhatCannotBeDelivered() {
    assertThat(refused(404, ", \"profile\": \"nobody\"")).contains("nobody");
    assertThat(refusedSwitches("\"sw1\", \"SW1\"")).contains("twice");
    assertThat(refusedSwitches("\"a b\"")).contains("'a b'");
    assertThat(refused(400, ", \"via\": \"pigeon\"")).isNotEmpty();
    assertThat(refused(400, ", \"build\": \"a b\", \"install\": true")).contains("build");
  }
}
