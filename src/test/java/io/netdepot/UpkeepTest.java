package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.peer.HttpPeer;
import io.netdepot.process.DepotApi;
import io.netdepot.process.DepotApi.Answer;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service looking after what it keeps: rules of retention, and scrubs. */
class UpkeepTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String OWN = "/netdepot/v1";
  private static final String SOFTWARE = "/dataservice/device/action/software";

  private final Path folder;
  private final Path data;
  private @Nullable TestDepot depot;

  @SuppressWarnings("NullAway.Init") // before each test
  private SwitchSite switches;

  UpkeepTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = folder.resolve("data");
  }

  @BeforeEach
  void startSwitches() throws IOException {
    switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
  }

  @AfterEach
  void stop() throws IOException {
    stopDepot();
    switches.close();
  }

  private void stopDepot() {
    if (depot != null) {
      depot.close();
      depot = null;
    }
  }

  private void start(String... changed) throws Exception {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("ssh.port", Integer.toString(switches.port()));
    settings.put("images.allow", "any, 127.0.0.1");
    settings.put("store.scrub-rate", "0 B");
    for (String setting : changed) {
      String[] pair = setting.split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    depot = TestDepot.start(data, settings);
  }

  private DepotApi api() {
    if (depot == null) {
      throw new IllegalStateException("Not started");
    }
    return depot.writer();
  }

  private JsonNode get(String path) throws Exception {
    Answer answer = api().get(path);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  private JsonNode awaitEnded(String path) throws Exception {
    return await(path)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(30))
        .until(() -> get(path), now -> now.path("state").asText().equals("ended"));
  }

  private JsonNode expire() throws Exception {
    Answer begun = api().post(OWN + "/expire", Map.of());
    assertThat(begun.status()).as("%s", begun.body()).isEqualTo(202);
    return awaitEnded(OWN + "/expire");
  }

  private JsonNode scrub() throws Exception {
    Answer begun = api().post(OWN + "/scrub", Map.of());
    assertThat(begun.status()).as("%s", begun.body()).isEqualTo(202);
    return awaitEnded(OWN + "/scrub");
  }

  /** Collects from a switch and gives the id of the package. */
  private String collect(SimulatedSwitch simulated) throws Exception {
    JsonNode ended = collected(simulated);
    String id = ended.at("/Result/Data/Switches/0/fileID").asText("");
    assertThat(id).as("%s", ended).isNotEmpty();
    return id;
  }

  /** Collects from a switch and gives the operation; its package may have been expired by then. */
  private JsonNode collected(SimulatedSwitch simulated) throws Exception {
    Answer accepted =
        api()
            .post(
                DepotApi.PACKAGES,
                Map.of("Switches", List.of(Map.of("Address", simulated.address()))));
    assertThat(accepted.status()).as("%s", accepted.body()).isEqualTo(202);
    String operation = DepotApi.OPERATIONS + "/" + accepted.body().path("operationId").asText();
    JsonNode ended =
        await()
            .atMost(LONG)
            .pollInterval(Duration.ofMillis(30))
            .until(() -> get(operation), now -> now.hasNonNull("Result"));
    assertThat(ended.path("Status").asText()).as("%s", ended).isEqualTo("completed");
    return ended;
  }

  private List<String> packages() throws Exception {
    return StreamSupport.stream(get(DepotApi.PACKAGES).spliterator(), false)
        .map(each -> each.path("fileID").asText())
        .toList();
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private void flipABit(Path blob) throws IOException {
    Files.setPosixFilePermissions(blob, PosixFilePermissions.fromString("rw-------"));
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 4;
    Files.write(blob, bytes);
  }

  @Test
  void theOldestOfASwitchGoAndAHeldOneStays() throws Exception {
    start("packages.keep-per-switch=1");
    assertThat(get(OWN + "/expire").path("state").asText()).isEqualTo("never");
    SimulatedSwitch simulated = switches.with();
    String held = collect(simulated);
    String old = collect(simulated);
    String newest = collect(simulated);
    assertThat(api().put(OWN + "/packages/" + held + "/hold", Map.of()).status()).isEqualTo(200);

    Answer dry = api().post(OWN + "/expire", Map.of("dryRun", true));
    assertThat(dry.status()).isEqualTo(200);
    assertThat(dry.body().at("/wouldGo/package").asInt()).isEqualTo(1);
    assertThat(dry.body().at("/leaving/0/id").asText()).isEqualTo(old);
    assertThat(dry.body().at("/leaving/0/rule").asText()).isEqualTo("packages.keep-per-switch");
    assertThat(packages()).hasSize(3);

    JsonNode ended = expire();
    assertThat(ended.at("/gone/package").asInt()).isEqualTo(1);
    assertThat(ended.path("failed").asInt()).isZero();
    assertThat(packages()).containsExactly(newest, held);
    assertThat(expire().path("gone")).isEmpty();
    stopDepot();
    start("packages.keep-per-switch=1");
    assertThat(get(OWN + "/expire").path("state").asText()).isEqualTo("ended");
  }

  @Test
  void operationsGoWhenTheirPackagesAreGone() throws Exception {
    start("operations.keep-age=1 ms");
    String id = collect(switches.with());
    assertThat(expire().path("gone")).isEmpty();
    assertThat(api().delete(DepotApi.PACKAGES + "/" + id).status()).isEqualTo(204);
    assertThat(expire().at("/gone/operation").asInt()).isEqualTo(1);
    assertThat(get(DepotApi.OPERATIONS)).isEmpty();
  }

  @Test
  void linesOfTheAuditGoByAge() throws Exception {
    start("audit.keep-age=1 ms");
    assertThat(api().delete(DepotApi.PACKAGES + "/0123456789abcdef01234567").status())
        .isEqualTo(404);
    await().atMost(LONG).until(() -> Files.exists(data.resolve("audit.log")));
    assertThat(expire().at("/gone/audit").asInt()).isEqualTo(1);
  }

  @Test
  void aFlippedBitIsFoundAndHealsWhenTheContentComesAgain() throws Exception {
    start();
    assertThat(get(OWN + "/scrub").path("state").asText()).isEqualTo("never");
    SimulatedSwitch simulated = switches.with();
    String id = collect(simulated);
    assertThat(scrub().path("damaged").asInt()).isZero();
    flipABit(blobs().getFirst());
    assertThat(api().get(DepotApi.PACKAGES + "/" + id).status()).isEqualTo(200);

    JsonNode found = scrub();
    assertThat(found.path("files").asInt()).isEqualTo(1);
    assertThat(found.path("damaged").asInt()).isEqualTo(1);
    assertThat(found.at("/findings/0/outcome").asText()).isEqualTo("damaged");
    requireRefused(id);
    stopDepot();
    start();
    requireRefused(id);

    // The simulated switch makes the same bytes again.
    String again = collect(simulated);
    assertThat(blobs()).hasSize(1);
    assertThat(api().get(DepotApi.PACKAGES + "/" + again).status()).isEqualTo(200);
    assertThat(api().get(DepotApi.PACKAGES + "/" + id).status()).isEqualTo(200);
    assertThat(get(OWN + "/scrub").path("findings")).isEmpty();
    assertThat(scrub().path("damaged").asInt()).isZero();
  }

  private void requireRefused(String id) throws Exception {
    Answer vendor = api().get(DepotApi.PACKAGES + "/" + id);
    assertThat(vendor.status()).isEqualTo(500);
    Answer own = api().get(OWN + "/packages/" + id + "/file");
    assertThat(own.status()).isEqualTo(500);
    assertThat(own.body().path("code").asText()).isEqualTo("damaged");
    if (depot == null) {
      throw new IllegalStateException("Not started");
    }
    String health = depot.observe("health").body();
    assertThat(health).contains("Stored files that are damaged: 1,");
    assertThat(depot.observe("metrics").body()).containsPattern("netdepot_blobs_damaged\\S* 1\\.0");
  }

  @Test
  void aDamagedImageThatHasASourceIsFetchedAgain() throws Exception {
    byte[] content = "the image".repeat(500).getBytes(StandardCharsets.UTF_8);
    try (HttpPeer peer = HttpPeer.start()) {
      peer.put("/a.bin", content);
      start();
      Answer added =
          api().post(SOFTWARE, Map.of("versionName", "1", "versionURL", peer.url("/a.bin")));
      assertThat(added.status()).as("%s", added.body()).isEqualTo(200);
      String file = SOFTWARE + "/package/a.bin";
      await().atMost(LONG).until(() -> api().get(file).status() == 200);
      flipABit(blobs().getFirst());
      scrub();
      await().atMost(LONG).until(() -> api().get(file).status() == 200);
      assertThat(api().get(file).bytes()).isEqualTo(content);
      assertThat(get(OWN + "/scrub").path("findings")).isEmpty();
    }
  }

  @Test
  void aScrubThatTheEndOfTheServiceCutShortGoesOn() throws Exception {
    start("store.scrub-rate=64 KiB");
    for (int i = 0; i < 4; i++) {
      int seed = i;
      collect(switches.of(kind -> kind.seed(seed)));
    }
    int files = blobs().size();
    assertThat(api().post(OWN + "/scrub", Map.of()).status()).isEqualTo(202);
    JsonNode running =
        await()
            .atMost(LONG)
            .pollInterval(Duration.ofMillis(30))
            .until(() -> get(OWN + "/scrub"), now -> now.path("files").asInt() > 0);
    assertThat(running.path("state").asText()).isEqualTo("running");
    stopDepot();
    start();
    JsonNode ended = awaitEnded(OWN + "/scrub");
    assertThat(ended.path("beganAt")).isEqualTo(running.path("beganAt"));
    assertThat(ended.path("files").asInt()).isEqualTo(files);
  }

  @Test
  void makesRoomBeforeItIsAskedTo() throws Exception {
    // More room than any disk has, so that it is always scarce.
    start("packages.keep-free=100000 TiB");
    SimulatedSwitch simulated = switches.with();
    AtomicInteger collections = new AtomicInteger();
    await()
        .atMost(LONG)
        .until(
            () -> {
              // Whoever receives a file asks for room.
              collected(simulated);
              return packages().size() < collections.incrementAndGet();
            });
  }
}
