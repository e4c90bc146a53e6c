package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Switches that nobody has said anything about, told by their recorded words; one request. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectedDevicesTest {
  private static final Map<String, String> OVER_SSH =
      Map.of(
          "nvos/success", "nvos",
          "cumulus/success", "cumulus",
          "sonic/success", "sonic",
          "onyx/success", "onyx",
          "onyx/old-release", "onyx",
          "viptela/success", "viptela",
          "iosxe/success", "iosxe");
  private static final Map<String, String> OVER_REST =
      Map.of(
          "nvos-rest/success", "nvos",
          "cumulus-rest/success", "cumulus",
          "cumulus-rest/old-release", "cumulus");
  private static final String NO_PLATFORM = "platform-unknown";
  private static final String NO_NVUE =
      """
      recording 1
      platform unknown
      release 1
      source invented for this test
      host sw1
      login admin admin

      http GET /
        out hello
      """;
  private static final String A_PAGE =
      """
      recording 1
      platform unknown
      release 1
      source invented for this test
      host sw1
      login admin admin

      otherwise http
        header Content-Type: text/html
        out <html><title>Printer</title></html>
      """;

  private final Map<RecordedSwitch, String> overSsh = new LinkedHashMap<>();
  private final Map<RecordedSwitch, String> overRest = new LinkedHashMap<>();
  private RecordedSwitch beforeNvue;
  private RecordedSwitch linux;
  private RecordedSwitch another;
  private RecordedSwitch printer;
  private RecordedFleet fleet;
  private RunningDepot depot;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    for (Map.Entry<String, String> each : OVER_SSH.entrySet()) {
      overSsh.put(shipped(each.getKey()), each.getValue());
    }
    for (Map.Entry<String, String> each : OVER_REST.entrySet()) {
      overRest.put(shipped(each.getKey()), each.getValue());
    }
    beforeNvue = shipped("cumulus/old-release");
    linux = shipped("generic/success");
    another = RecordedSwitch.of(RecordingReader.read("another", NO_NVUE), SwitchSite.nextAddress());
    printer = RecordedSwitch.of(RecordingReader.read("printer", A_PAGE), SwitchSite.nextAddress());
    Map<RecordedSwitch, String> all = new LinkedHashMap<>(overSsh);
    all.putAll(overRest);
    all.put(beforeNvue, "cumulus");
    all.put(linux, NO_PLATFORM);
    all.put(another, NO_PLATFORM);
    all.put(printer, NO_PLATFORM);
    fleet = RecordedFleet.start(0, all.keySet().stream().toList());
    String rest =
        Stream.concat(overRest.keySet().stream(), Stream.of(another, printer))
            .map(RecordedSwitch::address)
            .collect(Collectors.joining(", "));
    Path file =
        Files.writeString(
            folder.resolve("switches.yaml"),
            "switches: [{address: [%s], transport: rest, rest-port: %d}]%n"
                .formatted(rest, fleet.httpsPort()));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            fleet.sshPort(),
            "collect.platform=auto",
            "switches.file=" + file,
            "nvue.poll-first=20 ms",
            "nvue.poll-longest=40 ms");
  }

  private static RecordedSwitch shipped(String name) throws Exception {
    return RecordedSwitch.of(
        RecordingReader.read(RecordedDevicesTest.DEVICES.resolve(name + ".device")),
        SwitchSite.nextAddress());
  }

  @AfterAll
  void stop() throws Exception {
    depot.close();
    fleet.close();
  }

  private RunningDepot.Ended collected(Map<RecordedSwitch, String> devices) {
    return depot.collected(
        devices.keySet().stream().map(RecordedSwitch::address).toArray(String[]::new));
  }

  private void requireDetected(Map<RecordedSwitch, String> devices) {
    RunningDepot.Ended ended = collected(devices);

    SoftAssertions all = new SoftAssertions();
    devices.forEach(
        (device, platform) -> {
          RunningDepot.SwitchEnd end = ended.of(device.address());
          JsonNode known = depot.get("/netdepot/v1/switches/" + device.address());
          String shown = device.recording().identity().release() + ": " + end.details();
          all.assertThat(known.path("platform").asText()).as(shown).isEqualTo(platform);
          all.assertThat(known.path("source").asText()).as(shown).isEqualTo("detected");
          all.assertThat(end.status()).as(shown).isEqualTo("completed");
          all.assertThat(device.unexpected()).as(shown).isEmpty();
        });
    all.assertAll();
    depot.requireAtRest();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> devices.keySet().stream().allMatch(device -> device.openConnections() == 0));
  }

  @Test
  void overSshByWhatItGreetsWithAndSays() {
    requireDetected(overSsh);
  }

  @Test
  void overRestByWhatNvueSays() {
    requireDetected(overRest);

    assertThat(overRest.keySet())
        .allMatch(device -> device.asked().getFirst().equals("GET /nvue_v1/system/version"));
  }

  @Test
  void oneThatIsKnownByItsSystemAloneIsCollectedFromByTheOlderCommand() {
    // Releases before 5.10 do not know the usual one.
    depot.collected(beforeNvue.address()).only().requireCompleted();
  }

  @Test
  void whatTellsNothingSaysHowToSetIt() {
    for (RecordedSwitch device : List.of(linux, another)) {
      RunningDepot.SwitchEnd end = depot.collected(device.address()).only();

      end.requireFailed(NO_PLATFORM);
      assertThat(end.details()).contains("{address: " + device.address() + ", platform: nvos}");
    }
  }

  @Test
  void whatIsNoNvueAtAllSaysSo() {
    RunningDepot.SwitchEnd end = depot.collected(printer.address()).only();

    end.requireFailed("api-unavailable");
    assertThat(end.details()).contains("a page for people and not NVUE");
  }
}
