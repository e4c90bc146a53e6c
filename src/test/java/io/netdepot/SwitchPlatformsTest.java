package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a switch is: as the file says, as the switch says, and when that proves wrong. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwitchPlatformsTest {
  private static final Path SHIPPED = Path.of("routes");

  private SwitchSite site;
  private RunningDepot depot;
  private Path file;
  private Path detect;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path routes = folder.resolve("routes");
    try (Stream<Path> all = Files.walk(SHIPPED)) {
      for (Path each : all.toList()) {
        Files.copy(each, routes.resolve(SHIPPED.relativize(each).toString()));
      }
    }
    detect = routes.resolve("detect.camel.yaml");
    file = folder.resolve("switches.yaml");
    site = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            site.port(),
            "collect.platform=auto",
            "routes.directory=" + routes,
            "switches.file=" + file);
  }

  @AfterEach
  void nothingIsLeft() {
    depot.requireAtRest();
    await().atMost(Duration.ofSeconds(60)).until(() -> site.openConnections() == 0);
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    site.close();
  }

  private JsonNode known(String address) {
    return depot.get("/netdepot/v1/switches/" + address);
  }

  private void say(String text) throws IOException {
    String before = depot.get("/netdepot/v1/switches").path("loadedAt").asText();
    Files.writeString(file, text);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              JsonNode now = depot.get("/netdepot/v1/switches");
              return now.has("refusal") || !now.path("loadedAt").asText().equals(before);
            });
  }

  private void words(String edited) throws IOException {
    String number = newest();
    Files.writeString(detect, edited);
    await().atMost(Duration.ofSeconds(60)).until(() -> !newest().equals(number));
  }

  private String newest() {
    JsonNode generations = depot.get("/netdepot/v1/routes").path("generations");
    return generations.get(generations.size() - 1).path("generation").asText();
  }

  @Test
  void aSwitchIsAskedOnceAndRemembered() {
    SimulatedSwitch made = site.with();
    depot.collected(made.address()).only().requireCompleted();
    depot.collected(made.address()).only().requireCompleted();

    assertThat(made.commands())
        .filteredOn(line -> line.equals("nv show system version"))
        .hasSize(1);
    JsonNode known = known(made.address());
    assertThat(known.path("platform").asText()).isEqualTo("nvos");
    assertThat(known.path("source").asText()).isEqualTo("detected");
    assertThat(known.path("evidence").asText()).contains("nvos-25.02");
    assertThat(known.at("/last/state").asText()).isEqualTo("completed");
    assertThat(depot.packages().getFirst().path("switchAddress").asText())
        .isEqualTo(made.address());

    assertThat(depot.delete("/netdepot/v1/switches/" + made.address()).statusCode()).isEqualTo(204);
    depot.collected(made.address()).only().requireCompleted();
    assertThat(made.commands())
        .filteredOn(line -> line.equals("nv show system version"))
        .hasSize(2);
  }

  @Test
  void whatTheFileSaysIsNotAskedAndABadEditIsRefused() throws Exception {
    SimulatedSwitch made = site.with();
    say("switches: [{address: %s, platform: nvos}]%n".formatted(made.address()));

    depot.collected(made.address()).only().requireCompleted();

    assertThat(made.commands()).doesNotContain("nv show system version");
    assertThat(known(made.address()).path("source").asText()).isEqualTo("set");
    say("switches:\n  - {address: 10.0.0.1, platform: of-nobody}\n");
    JsonNode refused = depot.get("/netdepot/v1/switches").path("refusal").path("problems").get(0);
    assertThat(refused.path("line").asInt()).isEqualTo(2);
    assertThat(refused.path("reason").asText()).contains("direct:collect-of-nobody");
    assertThat(known(made.address()).path("source").asText()).isEqualTo("set");
    say("switches: []\n");
  }

  @Test
  void entriesThatDoNotGoTogetherSaySo() throws Exception {
    String address = site.with().address();
    say(
        "switches: [{network: 127.0.0.0/8, transport: rest}, {address: %s, platform: onyx}]%n"
            .formatted(address));

    RunningDepot.SwitchEnd end = depot.collected(address).only();

    say("switches: []\n");
    end.requireFailed("platform-unknown");
    assertThat(end.details())
        .contains("direct:collect-onyx-rest")
        .contains("file of switches (switches.file)");
  }

  @Test
  void whatTellsNothingSaysHowToSetIt() throws Exception {
    String shipped = Files.readString(detect);
    words(shipped.replaceAll(" nvos +nvos\n", " other of-nobody\n"));
    String address = site.with().address();

    RunningDepot.SwitchEnd end = depot.collected(address).only();

    words(shipped);
    end.requireFailed("platform-unknown");
    assertThat(end.details())
        .contains("switches.file")
        .contains("{address: " + address + ", platform: nvos}");
    assertThat(known(address).path("source").asText()).isEqualTo("unknown");
  }

  @Test
  void aPlatformWithoutStepsSaysSo() throws Exception {
    String shipped = Files.readString(detect);
    words(shipped.replaceAll(" nvos +nvos\n", " of-nobody nvos\n"));
    String address = site.with().address();

    RunningDepot.SwitchEnd end = depot.collected(address).only();

    words(shipped);
    end.requireFailed("platform-unknown");
    assertThat(end.details()).contains("direct:collect-of-nobody");
  }

  @Test
  void aWrongGuessIsForgotten() throws Exception {
    String shipped = Files.readString(detect);
    words(shipped.replaceAll(" nvos +nvos\n", " sonic nvos\n"));
    String address = site.with().address();

    RunningDepot.SwitchEnd end = depot.collected(address).only();

    words(shipped);
    end.requireFailed("wrong-platform");
    assertThat(end.details()).contains("seemed to be sonic").contains("platform: nvos}");
    assertThat(known(address).path("source").asText()).isEqualTo("unknown");
    depot.collected(address).only().requireCompleted();
    assertThat(known(address).path("platform").asText()).isEqualTo("nvos");
  }
}
