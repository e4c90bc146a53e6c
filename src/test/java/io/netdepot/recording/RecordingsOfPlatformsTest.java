package io.netdepot.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each platform has recordings of success, of each documented failure, and of an old release. */
class RecordingsOfPlatformsTest {
  private static final Path DEVICES = Path.of("src/test/resources/devices");
  private static final List<String> ALL =
      List.of(
          "success",
          "old-release",
          "wrong-password",
          "unknown-command",
          "file-gone",
          "sftp-denied",
          "transfer-cut",
          "archive-cut");
  private static final Map<String, List<String>> OWN =
      Map.of(
          "nvos",
              List.of(
                  "bad-since",
                  "already-running",
                  "names-nothing",
                  "empty-listing",
                  "only-latest",
                  "too-slow",
                  "closed-channel",
                  "connection-cut",
                  "size-differs",
                  "stalled",
                  "unreadable",
                  "no-archive"),
          "cumulus", List.of("nothing-new", "digest-differs", "empty-listing", "size-differs"),
          "sonic",
              List.of(
                  "busy",
                  "busy-then-free",
                  "partial",
                  "signal",
                  "stale-lock",
                  "tar-failed",
                  "procfs-failed",
                  "interrupted",
                  "terminated",
                  "no-root",
                  "time-limit"),
          "onyx", List.of("no-shell", "enable-password", "generate-fails", "nothing-new"),
          "viptela", List.of("in-progress", "no-name", "nothing-new"),
          "iosxe", List.of("in-progress", "no-name", "nothing-new"),
          "generic", List.of("no-name"));

  static Set<String> platforms() {
    return OWN.keySet();
  }

  private static Set<String> cases(String platform) throws IOException {
    try (Stream<Path> files = Files.list(DEVICES.resolve(platform))) {
      return files
          .map(file -> String.valueOf(file.getFileName()).replace(".device", ""))
          .collect(Collectors.toSet());
    }
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void noneIsMissing(String platform) throws IOException {
    assertThat(cases(platform)).containsAll(ALL).containsAll(OWN.getOrDefault(platform, List.of()));
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void theOldReleaseIsAnother(String platform) throws Exception {
    assertThat(release(platform, "old-release")).isNotEqualTo(release(platform, "success"));
  }

  private static String release(String platform, String name) throws Exception {
    return RecordingReader.read(DEVICES.resolve(platform).resolve(name + ".device"))
        .identity()
        .release();
  }

  @Test
  void everyPlatformOverSshIsThere() throws IOException {
    try (Stream<Path> routes = Files.list(Path.of("routes/platforms"))) {
      assertThat(
              routes
                  .map(file -> String.valueOf(file.getFileName()).replace(".camel.yaml", ""))
                  // These are the other half of a platform that is there.
                  .filter(name -> !name.endsWith("-rest") && !name.endsWith("-deliver")))
          .containsExactlyInAnyOrderElementsOf(OWN.keySet());
    }
  }
}
