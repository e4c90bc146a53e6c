package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 while images are put onto switches and installed: no switch is told twice. */
@Timeout(180)
class DeliveryKillTest {
  private static final String ACTION = "/dataservice/device/action/";
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private ServiceProcess start(int port) throws Exception {
    return ServiceProcess.start(
        ProductJava.plain().with("-Xmx128m"),
        folder,
        folder.resolve("data"),
        Map.of(
            "store.free-bytes", "1 MiB",
            "ssh.port", Integer.toString(port),
            "devices.file", folder.resolve("devices.yaml").toString(),
            "devices.look-retry", "0 s",
            "deliver.reboot-poll", "100 ms",
            "deliver.settle", "500 ms",
            "deliver.install-timeout", "1 s",
            "deliver.reboot-timeout", "3 s"));
  }

  @Test
  void whatIsHalfWayIsTakenUpOrFailsHonestly() throws Exception {
    SimulatedSwitch slow =
        SimulatedSwitch.at("127.87.1.1").fault(new Fault.Limited(1, new Fault.PutHangs())).build();
    SimulatedSwitch installs =
        SimulatedSwitch.at("127.87.1.2").rebootTime(Duration.ofMillis(200)).build();
    SimulatedSwitch idle = SimulatedSwitch.at("127.87.1.3").fault(new Fault.InstallHangs()).build();
    SimulatedSwitch fetches =
        SimulatedSwitch.at("127.87.1.4")
            .fault(new Fault.Limited(1, new Fault.ImageFetchHangs()))
            .build();
    SimulatedSwitch hashes =
        SimulatedSwitch.at("127.87.1.6").fault(new Fault.Limited(1, new Fault.HashHangs())).build();
    // As a client of the vManage API has its software changed.
    SimulatedSwitch acts =
        SimulatedSwitch.at("127.87.1.5").rebootTime(Duration.ofMillis(200)).build();
    Files.writeString(
        folder.resolve("devices.yaml"),
        "devices: [{address: %s, uuid: acts}]".formatted(acts.address()));
    List<String> addresses = List.of(slow.address(), installs.address(), idle.address());
    try (SimulatedFleet fleet =
        SimulatedFleet.start(0, List.of(slow, installs, idle, fetches, acts, hashes))) {
      String id;
      String fetched;
      String acted;
      try (ServiceProcess service = start(fleet.port())) {
        DepotApi api = api(service);
        byte[] content = new byte[1_000_000];
        new Random(3).nextBytes(content);
        assertThat(api.upload(DepotApi.IMAGE_FILES, IMAGE, content).status()).isEqualTo(200);
        id = order(api, Map.of("switches", addresses, "install", true, "via", "sftp"));
        List<String> others = List.of(fetches.address(), hashes.address());
        fetched = order(api, Map.of("switches", others, "via", "auto"));
        acted = act(api);
        await().atMost(SOON).until(() -> acts.installs() == 1);
        await().atMost(SOON).until(() -> idle.installs() == 1 && installs.installs() == 1);
        await().atMost(SOON).until(() -> isTold(fetches, "nv action fetch"));
        await().atMost(SOON).until(() -> isTold(hashes, "sha256sum"));
        service.kill();
      }
      try (ServiceProcess again = start(fleet.port())) {
        DepotApi api = api(again);
        JsonNode ended = ended(api, id);
        JsonNode switches = ended.at("/operation/switches");
        assertThat(switches.at("/0/state").asText()).as("%s", ended).isEqualTo("completed");
        assertThat(switches.at("/1/state").asText()).as("%s", ended).isEqualTo("completed");
        assertThat(switches.at("/2/error").asText()).as("%s", ended).isEqualTo("reboot-timeout");
        assertThat(switches.at("/2/details").asText()).contains("look at the switch");
        assertThat(List.of(slow.installs(), installs.installs(), idle.installs()))
            .containsExactly(1, 1, 1);
        JsonNode action = actionEnded(api, acted);
        assertThat(action.at("/data/0/status").asText()).as("%s", action).isEqualTo("Success");
        assertThat(acts.installs()).isEqualTo(1);
        assertThat(acts.build()).isEqualTo("nvos-25.02.2579");
        // The one that was killed is begun anew; the service has another port now, so by SFTP.
        JsonNode later = ended(api, fetched);
        assertThat(later.at("/operation/state").asText()).as("%s", later).isEqualTo("completed");
        assertThat(fetches.imagePuts()).isEqualTo(1);
        // What lies there is compared, and not sent again.
        assertThat(hashes.imageFetches() + hashes.imagePuts()).isEqualTo(1);
      }
    }
  }

  private static boolean isTold(SimulatedSwitch one, String command) {
    return one.commands().stream().anyMatch(line -> line.startsWith(command));
  }

  private static String order(DepotApi api, Map<String, Object> more) throws Exception {
    Map<String, Object> body = new HashMap<>(more);
    body.put("image", IMAGE);
    return api.post("/netdepot/v1/deliveries", body).body().path("operationId").asText();
  }

  private static String act(DepotApi api) throws Exception {
    return api.post(
            ACTION + "install",
            Map.of(
                "deviceType",
                "vedge",
                "devices",
                List.of(Map.of("deviceId", "acts")),
                "input",
                Map.of("version", "25.02.2579", "reboot", true)))
        .body()
        .path("id")
        .asText();
  }

  private static JsonNode actionEnded(DepotApi api, String id) {
    return await()
        .atMost(SOON)
        .until(
            () -> api.get(ACTION + "status/" + id).body(),
            now -> now.at("/summary/status").asText().equals("done"));
  }

  private static JsonNode ended(DepotApi api, String id) {
    return await()
        .atMost(SOON)
        .until(
            () -> api.get("/netdepot/v1/deliveries/" + id).body(),
            now -> now.path("operation").hasNonNull("endedAt"));
  }

  private DepotApi api(ServiceProcess service) throws Exception {
    return DepotApi.withInitialPassword(service.awaitReady(), folder.resolve("data"));
  }
}
