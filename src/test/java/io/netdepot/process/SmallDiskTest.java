package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of 16 MiB more comes in than it holds, or somebody else fills it. */
class SmallDiskTest {
  private static final int PACKAGES = 24;
  // More changes than the log of the catalog has room for when the disk is filled.
  private static final int CHANGES = 400;
  private static final String PASSWORD = "small-disk-password";

  @TempDir Path folder;

  @Test
  void theOldestMakeRoomAndCollectionGoesOn() throws Exception {
    assumeThat(SmallDisk.canBeHad()).isTrue();
    Path data = Files.createDirectory(folder.resolve("data"));
    try (SimulatedFleet fleet = fleet();
        ServiceProcess service = start(data, fleet.port());
        DepotApi api = new DepotApi(service.awaitReady(), "rw-user", PASSWORD)) {
      List<String> collected = new ArrayList<>();
      for (SimulatedSwitch each : fleet.switches()) {
        JsonNode end = collect(api, each.address());
        assertThat(end.path("Status").asText())
            .as("%s\n%s", end, service.log())
            .isEqualTo("completed");
        collected.add(end.path("fileID").asText());
      }
      List<String> here = new ArrayList<>();
      api.get(DepotApi.PACKAGES).body().forEach(each -> here.add(each.path("fileID").asText()));
      assertThat(here).hasSizeLessThan(PACKAGES - 8).contains(collected.getLast());
      // The oldest have gone, and none in between.
      assertThat(here.reversed()).isEqualTo(collected.subList(PACKAGES - here.size(), PACKAGES));
      assertThat(api.get(DepotApi.PACKAGES + "/" + collected.getLast()).status()).isEqualTo(200);
    }
  }

  @Test
  void whatGoesIsRecordedWhileOthersKeepTheDiskFull() throws Exception {
    assumeThat(SmallDisk.canBeHad()).isTrue();
    Path data = Files.createDirectory(folder.resolve("data"));
    try (SimulatedFleet fleet = fleet();
        ServiceProcess service = start(data, fleet.port());
        DepotApi api = new DepotApi(service.awaitReady(), "rw-user", PASSWORD)) {
      String id = collect(api, fleet.switches().getFirst().address()).path("fileID").asText();
      String hold = "/netdepot/v1/packages/" + id + "/hold";
      fill(service.inside(data).resolve("of-somebody-else"));

      for (int i = 0; i < CHANGES; i++) {
        assertThat(api.put(hold, Map.of("reason", "change " + i)).status())
            .as("change %s\n%s", i, service.log())
            .isEqualTo(200);
      }
      assertThat(api.delete(hold).status()).isEqualTo(204);
      assertThat(api.delete(DepotApi.PACKAGES + "/" + id).status()).isEqualTo(204);
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  out.write(new byte[4096]);
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
    }
  }

  private static JsonNode collect(DepotApi api, String address)
      throws IOException, InterruptedException {
    JsonNode accepted =
        api.post(DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", address)))).body();
    String operation = DepotApi.OPERATIONS + "/" + accepted.path("operationId").asText();
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(40))
        .until(() -> api.get(operation).body(), now -> now.hasNonNull("Result"))
        .at("/Result/Data/Switches/0");
  }

  private static SimulatedFleet fleet() throws IOException {
    return SimulatedFleet.start(
        0,
        IntStream.range(0, PACKAGES)
            .mapToObj(
                i -> SimulatedSwitch.at("127.0.9." + (1 + i)).packageSize(1 << 20).seed(i).build())
            .toList());
  }

  private ServiceProcess start(Path data, int sshPort) throws IOException {
    List<String> serve = new ArrayList<>(List.of("serve", "--data", data.toString()));
    serve.addAll(List.of("--port", "0"));
    for (String setting :
        List.of(
            "management.port=0",
            "ssh.port=" + sshPort,
            "collect.retry-delay=2 s",
            "store.free-bytes=1 MiB",
            "packages.keep-free=4 MiB")) {
      serve.addAll(List.of("--set", setting));
    }
    return ServiceProcess.start(
        folder,
        SmallDisk.at(data, 16, ProductJava.plain().command(serve)),
        Map.of("NETDEPOT_RW_PASSWORD", PASSWORD));
  }
}
