package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.recording.Identity;
import io.netdepot.recording.Login;
import io.netdepot.recording.Outcome;
import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole service against every recording that says how a collection from it ends. Recordings of
 * a platform whose settings are the same share a service.
 */
class RecordedDevicesTest {
  static final Path DEVICES = Path.of("src/test/resources/devices");

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static SwitchSite site;

  private static int restPort;

  /** The one service that runs: many at once need more memory than the suite has. */
  private static Optional<RunningDepot> running = Optional.empty();

  private static List<String> runningWith = List.of();
  private static int started;

  @BeforeAll
  static void takeAPort() throws IOException {
    site = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
    restPort = RunningDepot.freePort();
  }

  @AfterAll
  static void stop() throws Exception {
    stopRunning();
    site.close();
  }

  private static void stopRunning() throws Exception {
    if (running.isPresent()) {
      running.get().close();
      running = Optional.empty();
    }
  }

  /** The recordings; those of the same settings follow each other. */
  static Stream<Path> recordings() throws Exception {
    Map<String, List<Path>> bySettings = new TreeMap<>();
    try (Stream<Path> files = Files.walk(DEVICES)) {
      for (Path file :
          files.filter(each -> each.toString().endsWith(".device")).sorted().toList()) {
        String settings = settings(RecordingReader.read(file).identity()).toString();
        bySettings.computeIfAbsent(settings, any -> new ArrayList<>()).add(file);
      }
    }
    return bySettings.values().stream().flatMap(List::stream);
  }

  private static List<String> settings(Identity identity) {
    return Stream.concat(
            Stream.of("collect.platform=" + identity.platform(), "nvue.port=" + restPort),
            identity.settings().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void endsAsItsRecordingSays(Path file) throws Exception {
    Recording recording = RecordingReader.read(file);
    assertThat(file.getParent()).hasFileName(recording.identity().platform());
    Outcome outcome = recording.identity().ends().orElseThrow();
    RunningDepot depot = depot(recording.identity());
    RecordedSwitch device = RecordedSwitch.of(recording, SwitchSite.nextAddress());

    try (RecordedFleet fleet = RecordedFleet.start(site.port(), restPort, List.of(device))) {
      RunningDepot.SwitchEnd end =
          depot.collectedWith(depot.profileOf(login(recording)), fleet.only().address()).only();

      assertThat(end.error().isEmpty() ? end.status() : end.error())
          .as(end.details())
          .isEqualTo(outcome.word());
      assertThat(end.details()).contains(outcome.saying().orElse(""));
      assertThat(depot.hasPackageOf(device.address()))
          .isEqualTo(outcome.word().equals(Outcome.COMPLETED));
      assertThat(device.unexpected()).isEmpty();
      await().atMost(Duration.ofSeconds(15)).until(() -> device.openConnections() == 0);
      depot.requireAtRest();
    }
  }

  /** A user whom the device knows; whoever comes, when it knows nobody. */
  private static Login login(Recording recording) {
    return recording.logins().stream().findFirst().orElseGet(() -> new Login("admin", "admin"));
  }

  private static RunningDepot depot(Identity identity) throws Exception {
    List<String> settings = settings(identity);
    if (running.isEmpty() || !runningWith.equals(settings)) {
      stopRunning();
      RunningDepot next =
          RunningDepot.start(
              folder.resolve("data-" + ++started), site.port(), settings.toArray(String[]::new));
      running = Optional.of(next);
      runningWith = settings;
      return next;
    }
    return running.get();
  }
}
