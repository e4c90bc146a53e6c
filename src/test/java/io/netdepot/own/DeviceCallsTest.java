package io.netdepot.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.DeviceState;
import io.netdepot.catalog.Operation;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.nmx.NmxFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCallsTest {
  private static final String DEVICES = "/netdepot/v1/devices";

  private final NmxFixture depot;

  DeviceCallsTest(@TempDir Path folder) {
    depot = new NmxFixture(folder);
  }

  @AfterEach
  void close() {
    depot.close();
  }

  @Test
  void showsWhatDevicesSaid() {
    depot
        .catalog
        .devices()
        .remember(
            new DeviceState(
                SwitchAddress.of("sw1"),
                "20.6.3",
                "20.6.3",
                List.of("20.3.0"),
                Optional.of(true),
                Optional.empty(),
                Optional.of(Instant.EPOCH),
                Instant.EPOCH));
    JsonNode shown = NmxFixture.json(depot.http.get(DEVICES));
    assertThat(shown.path("items")).hasSize(2);
    assertThat(shown.at("/items/0/version").asText()).isEqualTo("20.6.3");
    assertThat(shown.at("/items/1/type").asText()).isEqualTo("controller");
    assertThat(shown.at("/items/1").has("reachable")).isFalse();
    assertThat(shown.path("lastGood").asBoolean()).isFalse();
  }

  @Test
  void hasDevicesAsked() {
    HttpResponse<byte[]> answer =
        depot.http.send("POST", DEVICES + "/look", "{\"devices\": [\"smart-1\"]}");
    assertThat(answer.statusCode()).isEqualTo(202);
    EntityId id = new EntityId(NmxFixture.json(answer).path("operationId").asText());
    Operation operation = depot.catalog.operations().find(id).orElseThrow();
    assertThat(operation.action().orElseThrow().action()).isEqualTo(ActionOrder.Action.LOOK);
    assertThat(operation.action().orElseThrow().targets()).hasSize(1);
    // It is being asked already.
    assertThat(
            depot.http.send("POST", DEVICES + "/look", "{\"devices\": [\"smart-1\"]}").statusCode())
        .isEqualTo(409);
    assertThat(depot.http.send("POST", DEVICES + "/look", "{\"devices\": [\"x\"]}").statusCode())
        .isEqualTo(404);
  }
}
