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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole service against every recording of a delivery: all those of the same settings at once.
 * A word of a file's name says what is ordered: {@code install}, {@code put} for SFTP, or {@code
 * auto}; else the switch fetches. To those of {@code alone} nobody gets in over SSH.
 */
@Timeout(120)
class DeliveredDevicesTest {
  private static final Path DELIVERIES = Path.of("src/test/resources/deliveries");
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";
  private static final int SIZE = 64 << 10;

  private static final Map<String, String> VIA = Map.of("put", "sftp", "auto", "auto");

  /** No switch is there; it would be one that nothing is delivered to. */
  private static final String SONIC = "127.79.3.1";

  private static final Map<Path, RecordedSwitch> DEVICES = new LinkedHashMap<>();

  /** How it ended, by address. */
  private static final Map<String, JsonNode> ENDS = new HashMap<>();

  @BeforeAll
  static void deliver(@TempDir Path folder) throws Exception {
    Map<String, List<RecordedSwitch>> bySettings = new TreeMap<>();
    for (Path file : recordings().toList()) {
      RecordedSwitch device =
          RecordedSwitch.of(RecordingReader.read(file), address(file, DEVICES.size() + 1));
      DEVICES.put(file, device);
      String settings = String.join("\n", device.recording().identity().settings());
      bySettings.computeIfAbsent(settings, any -> new ArrayList<>()).add(device);
    }
    for (Map.Entry<String, List<RecordedSwitch>> group : bySettings.entrySet()) {
      Path own = Files.createTempDirectory(folder, "group");
      try (RecordedFleet fleet = RecordedFleet.start(0, 0, group.getValue());
          RunningDepot depot = depot(own, fleet, group.getKey())) {
        deliver(depot, fleet);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> fleet.switches().stream().allMatch(each -> each.openConnections() == 0));
        depot.requireAtRest();
      }
    }
  }

  private static RunningDepot depot(Path folder, RecordedFleet fleet, String more)
      throws Exception {
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
    boolean rest = fleet.switches().stream().anyMatch(each -> each.recording().hasHttp());
    List<String> settings =
        new ArrayList<>(
            List.of(
                "switches.file=" + ways,
                "nvue.port=" + (rest ? fleet.httpsPort() : RunningDepot.freePort()),
                "nvue.poll-first=10 ms",
                "nvue.poll-longest=20 ms",
                "deliver.spare=1 MiB",
                "deliver.reboot-poll=20 ms",
                "deliver.settle=200 ms"));
    more.lines().forEach(settings::add);
    return RunningDepot.start(
        folder.resolve("data"), fleet.sshPort(), settings.toArray(String[]::new));
  }

  private static void deliver(RunningDepot depot, RecordedFleet fleet) throws Exception {
    DepotApi.Answer stored =
        depot.api().upload(DepotApi.IMAGE_FILES, IMAGE, DeliveryTest.content(SIZE));
    assertThat(stored.status()).as("%s", stored.body()).isEqualTo(200);
    Map<String, List<String>> orders = new TreeMap<>();
    orders.computeIfAbsent("fetch", any -> new ArrayList<>()).add(SONIC);
    for (RecordedSwitch device : fleet.switches()) {
      orders.computeIfAbsent(order(device), any -> new ArrayList<>()).add(device.address());
    }
    List<String> ids = new ArrayList<>();
    for (Map.Entry<String, List<String>> order : orders.entrySet()) {
      DepotApi.Answer answer =
          depot
              .api()
              .post(
                  "/netdepot/v1/deliveries",
                  Map.of(
                      "image",
                      IMAGE,
                      "switches",
                      order.getValue(),
                      "via",
                      VIA.getOrDefault(order.getKey(), "fetch"),
                      "install",
                      order.getKey().equals("install")));
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
      ids.add(answer.body().path("operationId").asText());
    }
    for (String id : ids) {
      JsonNode ended =
          await("delivery " + id)
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(50))
              .until(
                  () -> depot.api().get("/netdepot/v1/deliveries/" + id).body(),
                  now -> now.path("operation").hasNonNull("endedAt"));
      for (JsonNode end : ended.at("/operation/switches")) {
        ENDS.put(end.path("address").asText(), end);
      }
    }
  }

  private static List<String> words(Path file) {
    return List.of(file.getFileName().toString().split("[-.]"));
  }

  private static String order(RecordedSwitch device) {
    Path file =
        DEVICES.entrySet().stream()
            .filter(each -> each.getValue().equals(device))
            .findFirst()
            .orElseThrow()
            .getKey();
    return Stream.of("install", "put", "auto")
        .filter(words(file)::contains)
        .findFirst()
        .orElse("fetch");
  }

  private static String address(Path file, int number) {
    boolean rest = file.toString().contains("nvos-rest");
    return (rest ? words(file).contains("alone") ? "127.79.2." : "127.79.1." : "127.78.1.")
        + number;
  }

  static Stream<Path> recordings() throws Exception {
    try (Stream<Path> files = Files.walk(DELIVERIES)) {
      return files.filter(each -> each.toString().endsWith(".device")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void endsAsItsRecordingSays(Path file) {
    RecordedSwitch device = Optional.ofNullable(DEVICES.get(file)).orElseThrow();
    JsonNode end = Optional.ofNullable(ENDS.get(device.address())).orElseThrow();
    Recording recording = device.recording();
    Outcome outcome = recording.identity().ends().orElseThrow();

    assertThat(file.getParent()).hasFileName(recording.identity().platform());
    assertThat(end.path(end.hasNonNull("error") ? "error" : "state").asText())
        .as("%s %s", end, device.asked())
        .isEqualTo(outcome.word());
    assertThat(end.path("details").asText("")).contains(outcome.saying().orElse(""));
    assertThat(device.unexpected()).isEmpty();
    assertThat(device.files()).noneMatch(each -> each.endsWith(".part"));
  }

  @Test
  void whatNoRouteDeliversToIsRefusedBeforeAnythingIsSaid() {
    JsonNode end = Optional.ofNullable(ENDS.get(SONIC)).orElseThrow();

    assertThat(end.path("error").asText()).isEqualTo("delivery-unsupported");
    assertThat(end.path("details").asText()).contains("direct:deliver-sonic");
  }
}
