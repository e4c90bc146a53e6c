package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.recording.Outcome;
import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole service against every recording of a delivery. The first word of a file's name says
 * what is ordered: {@code install}, or {@code put} for SFTP; else the switch fetches. To those of
 * {@code alone} nobody gets in over SSH.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveredDevicesTest {
  private static final Path DELIVERIES = Path.of("src/test/resources/deliveries");
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";
  private static final int SIZE = 64 << 10;

  private final AtomicInteger addresses = new AtomicInteger();
  private SwitchSite site;
  private RunningDepot depot;
  private int restPort;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    site = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
    restPort = RunningDepot.freePort();
    Path ways =
        Files.writeString(
            folder.resolve("switches.yaml"),
            """
            switches:
              - {network: 127.79.2.0/24, platform: nvos, transport: rest, port: %d}
              - {network: 127.79.1.0/24, platform: nvos, transport: rest}
              - {network: 127.79.3.0/24, platform: sonic}
            """
                .formatted(RunningDepot.freePort()));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            site.port(),
            "switches.file=" + ways,
            "nvue.port=" + restPort,
            "nvue.poll-first=10 ms",
            "nvue.poll-longest=20 ms",
            "deliver.spare=1 MiB",
            "deliver.reboot-poll=20 ms",
            "deliver.settle=200 ms",
            "deliver.reboot-timeout=1500 ms");
    DepotApi.Answer answer =
        depot.api().upload(DepotApi.IMAGE_FILES, IMAGE, DeliveryTest.content(SIZE));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    site.close();
  }

  static Stream<Path> recordings() throws Exception {
    try (Stream<Path> files = Files.walk(DELIVERIES)) {
      return files.filter(each -> each.toString().endsWith(".device")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void endsAsItsRecordingSays(Path file) throws Exception {
    Recording recording = RecordingReader.read(file);
    String platform = recording.identity().platform();
    assertThat(file.getParent()).hasFileName(platform);
    List<String> name = List.of(file.getFileName().toString().split("[-.]"));
    Outcome outcome = recording.identity().ends().orElseThrow();
    RecordedSwitch device = RecordedSwitch.of(recording, address(platform, name.contains("alone")));

    try (RecordedFleet fleet = RecordedFleet.start(site.port(), restPort, List.of(device))) {
      JsonNode end = delivered(fleet.only().address(), name).at("/operation/switches/0");

      assertThat(end.path(end.hasNonNull("error") ? "error" : "state").asText())
          .as("%s %s", end, device.asked())
          .isEqualTo(outcome.word());
      assertThat(end.path("details").asText("")).contains(outcome.saying().orElse(""));
      assertThat(device.unexpected()).isEmpty();
      assertThat(device.files()).noneMatch(each -> each.endsWith(".part"));
      await().atMost(Duration.ofSeconds(15)).until(() -> device.openConnections() == 0);
      depot.requireAtRest();
    }
  }

  @Test
  void whatNoRouteDeliversToIsRefusedBeforeAnythingIsSaid() throws Exception {
    // Nobody answers there.
    JsonNode end = delivered("127.79.3.1", List.of("fetched")).at("/operation/switches/0");

    assertThat(end.path("error").asText()).isEqualTo("delivery-unsupported");
    assertThat(end.path("details").asText()).contains("direct:deliver-sonic");
  }

  private String address(String platform, boolean alone) {
    String network = platform.equals("nvos") ? "127.78.1." : alone ? "127.79.2." : "127.79.1.";
    return network + addresses.incrementAndGet();
  }

  private JsonNode delivered(String address, List<String> name) throws Exception {
    Map<String, Object> order = new HashMap<>();
    order.put("image", IMAGE);
    order.put("switches", List.of(address));
    order.put("via", name.contains("put") ? "sftp" : "fetch");
    order.put("install", name.contains("install"));
    DepotApi.Answer answer = depot.api().post("/netdepot/v1/deliveries", order);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
    String id = answer.body().path("operationId").asText();
    return await("delivery " + id)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> depot.api().get("/netdepot/v1/deliveries/" + id).body(),
            now -> now.path("operation").hasNonNull("endedAt"));
  }
}
