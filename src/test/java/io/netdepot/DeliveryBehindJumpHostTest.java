package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.secret.LoginKeys;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jump host goes away while a switch behind it boots into what was installed. */
@Timeout(120)
class DeliveryBehindJumpHostTest {
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";
  private static final String DIRECTLY = "switches: []\n";
  private static final String THROUGH =
      """
      switches:
        - {address: %s, jump: gone}
      jumps:
        - {name: gone, host: 127.0.0.1, port: %d, user: x, key-file: %s}
      """;

  private final Path folder;
  private final SwitchSite switches;

  DeliveryBehindJumpHostTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
  }

  @AfterEach
  void stopSwitches() throws IOException {
    switches.close();
  }

  @Test
  void aSwitchThatInstallsIsLookedAtAgainWhenItsJumpHostIsBack() throws Exception {
    SimulatedSwitch one = switches.of(kind -> kind.rebootTime(Duration.ofSeconds(8)));
    Path file = Files.writeString(folder.resolve("switches.yaml"), DIRECTLY);
    String through = THROUGH.formatted(one.address(), freePort(), key());
    try (RunningDepot depot =
        RunningDepot.start(
            folder.resolve("data"),
            switches.port(),
            "switches.file=" + file,
            "deliver.reboot-poll=50 ms",
            "deliver.settle=300 ms",
            "deliver.reboot-timeout=40 s",
            "collect.tries=1")) {
      DepotApi api = depot.api();
      DepotApi.Answer uploaded =
          api.upload(DepotApi.IMAGE_FILES, IMAGE, DeliveryTest.content(200_000));
      assertThat(uploaded.status()).isEqualTo(200);
      String id =
          api.post(
                  "/netdepot/v1/deliveries",
                  Map.of("image", IMAGE, "switches", List.of(one.address()), "install", true))
              .body()
              .path("operationId")
              .asText();
      await().atMost(Duration.ofSeconds(60)).until(() -> one.installs() == 1);

      Files.writeString(file, through);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> api.get("/netdepot/v1/deliveries/" + id).body().toString(), this::tellsOfIt);
      Files.writeString(file, DIRECTLY);

      JsonNode ended =
          await()
              .atMost(Duration.ofSeconds(40))
              .until(
                  () -> api.get("/netdepot/v1/deliveries/" + id).body(),
                  now -> now.path("operation").hasNonNull("endedAt"));
      assertThat(ended.at("/operation/state").asText()).as("%s", ended).isEqualTo("completed");
      assertThat(one.installs()).isEqualTo(1);
      depot.requireAtRest();
    }
  }

  private boolean tellsOfIt(String delivery) {
    return delivery.contains("No connection to the jump host 'gone'");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path key() throws Exception {
    return LoginKeys.write(folder.resolve("key"));
  }
}
