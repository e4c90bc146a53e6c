package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds a platform as docs/platforms.md tells it, from the files that stand there. */
class AddedPlatformTest {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```\\w+ (\\S+)\\n(.*?)^```$");

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static Map<String, String> files;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static SwitchSite site;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static RunningDepot depot;

  @BeforeAll
  static void addIt() throws Exception {
    files = blocks(Files.readString(Path.of("docs/platforms.md")));
    Path routes = folder.resolve("routes");
    copyShippedRoutes(routes);
    Files.writeString(routes.resolve("platforms/acme.camel.yaml"), file("acme.camel.yaml"));
    Path switches =
        Files.writeString(
            folder.resolve("switches.yaml"),
            // The switches of the suite are on loopback.
            file("switches.yaml").replace("10.30.0.0/16", "127.88.0.0/16"));
    site = SwitchSite.open(Files.createDirectory(folder.resolve("content")));
    depot =
        RunningDepot.start(
            folder.resolve("data"),
            site.port(),
            "routes.directory=" + routes,
            "switches.file=" + switches);
  }

  @AfterAll
  static void stop() throws Exception {
    depot.close();
    site.close();
  }

  private static Map<String, String> blocks(String page) {
    Map<String, String> blocks = new HashMap<>();
    Matcher matcher = BLOCK.matcher(page);
    while (matcher.find()) {
      blocks.put(matcher.group(1), matcher.group(2));
    }
    return blocks;
  }

  /** The text that stands in the page under this name. */
  private static String file(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }

  private static void copyShippedRoutes(Path routes) throws IOException {
    Path shipped = Path.of("routes");
    try (Stream<Path> all = Files.walk(shipped)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path copy = routes.resolve(shipped.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private RecordedSwitch collectFrom(String name, String ends) throws Exception {
    Recording recording = RecordingReader.read(name, file(name));
    RecordedSwitch device = RecordedSwitch.of(recording, SwitchSite.nextAddress());
    try (RecordedFleet fleet = RecordedFleet.start(site.port(), List.of(device))) {
      RunningDepot.SwitchEnd end = depot.collected(fleet.only().address()).only();

      assertThat(end.error().isEmpty() ? end.status() : end.error())
          .as(end.details())
          .isEqualTo(ends);
      assertThat(end.details())
          .contains(recording.identity().ends().orElseThrow().saying().orElse(""));
      assertThat(device.unexpected()).isEmpty();
    }
    return device;
  }

  @Test
  void itsPackagesAreCollectedAndDeletedOnTheSwitch() throws Exception {
    RecordedSwitch device = collectFrom("success.device", "completed");

    assertThat(depot.hasPackageOf(device.address())).isTrue();
    assertThat(device.files()).isEmpty();
    assertThat(device.asked()).hasSize(2);
  }

  @Test
  void whatItRefusesIsSaidInItsWords() throws Exception {
    RecordedSwitch device = collectFrom("busy.device", "command-failed");

    assertThat(depot.hasPackageOf(device.address())).isFalse();
  }
}
