package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Actions on devices of which nobody knows the platform yet, since they were never reached. */
@Timeout(180)
class UnknownDevicesTest {
  private static final String ACTION = "/dataservice/device/action/";

  @Test
  void whyADeviceWasNotReachedIsToldAndListed(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("devices.yaml"), "devices: [{address: 127.0.7.98, uuid: gone}]\n");
    try (RunningDepot depot =
        RunningDepot.start(
            folder.resolve("data"),
            RunningDepot.freePort(),
            "collect.platform=auto",
            "collect.tries=1",
            "devices.file=" + file)) {
      DepotApi api = depot.api();
      DepotApi.Answer begun =
          api.post(
              ACTION + "removepartition",
              Map.of(
                  "deviceType",
                  "vedge",
                  "devices",
                  List.of(Map.of("deviceId", "gone", "version", List.of("25.02.2400")))));
      assertThat(begun.status()).as("%s", begun.body()).isEqualTo(200);
      String id = begun.body().path("id").asText();
      JsonNode ended =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> api.get(ACTION + "status/" + id).body(),
                  now -> now.at("/summary/status").asText().equals("done"));
      assertThat(ended.at("/data/0/status").asText()).isEqualTo("Failure");
      assertThat(ended.at("/data/0/activity"))
          .anyMatch(line -> line.asText().contains("unreachable: No connection to 127.0.7.98"));
      JsonNode listed = api.get(ACTION + "install/devices/vedge").body().path("data");
      assertThat(listed.at("/0/reachability").asText()).isEqualTo("unreachable");
    }
  }

  @Test
  void whetherOneWithoutRoutesCanBeReachedIsNotSaid(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("devices.yaml"), "devices: [{address: 127.0.7.97, uuid: untried}]\n");
    try (RunningDepot depot =
        RunningDepot.start(
            folder.resolve("data"),
            RunningDepot.freePort(),
            "collect.platform=sonic",
            "devices.file=" + file)) {
      DepotApi api = depot.api();
      JsonNode shown =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> api.get("/netdepot/v1/devices").body().at("/items/0"),
                  now -> now.has("problem"));
      assertThat(shown.path("problem").asText()).startsWith("action-unsupported: No route");
      assertThat(shown.has("reachable")).isFalse();
      JsonNode listed = api.get(ACTION + "install/devices/vedge").body().path("data");
      assertThat(listed.at("/0/reachability").asText()).isEqualTo("reachable");
    }
  }
}
