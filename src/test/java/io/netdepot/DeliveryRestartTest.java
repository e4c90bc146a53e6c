package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service stops while switches install, and starts again: no switch is told twice. */
@Timeout(120)
class DeliveryRestartTest {
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";

  private final Path data;
  private final SwitchSite switches;

  DeliveryRestartTest(@TempDir Path folder) throws IOException {
    data = folder.resolve("data");
    switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
  }

  @AfterEach
  void stopSwitches() throws IOException {
    switches.close();
  }

  private RunningDepot start() throws Exception {
    return RunningDepot.start(
        data,
        switches.port(),
        "deliver.reboot-poll=50 ms",
        "deliver.settle=300 ms",
        "deliver.reboot-timeout=20 s");
  }

  @Test
  void aSwitchThatRebootsWhileTheServiceIsDownIsJudgedByWhatItRuns() throws Exception {
    SimulatedSwitch one = switches.of(kind -> kind.rebootTime(Duration.ofSeconds(2)));
    String id;
    try (RunningDepot depot = start()) {
      assertThat(
              depot
                  .api()
                  .upload(DepotApi.IMAGE_FILES, IMAGE, DeliveryTest.content(200_000))
                  .status())
          .isEqualTo(200);
      id =
          depot
              .api()
              .post(
                  "/netdepot/v1/deliveries",
                  Map.of("image", IMAGE, "switches", List.of(one.address()), "install", true))
              .body()
              .path("operationId")
              .asText();
      await().atMost(Duration.ofSeconds(60)).until(() -> one.installs() == 1);
    }
    try (RunningDepot again = start()) {
      DepotApi api = again.api();
      JsonNode ended =
          await()
              .atMost(Duration.ofSeconds(40))
              .until(
                  () -> api.get("/netdepot/v1/deliveries/" + id).body(),
                  now -> now.path("operation").hasNonNull("endedAt"));
      assertThat(ended.at("/operation/state").asText()).as("%s", ended).isEqualTo("completed");
      assertThat(ended.at("/switches/0/buildAfter").asText()).isEqualTo("nvos-25.02.2579");
      assertThat(one.installs()).isEqualTo(1);
      again.requireAtRest();
    }
  }
}
