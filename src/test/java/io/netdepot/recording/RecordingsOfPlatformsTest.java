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

  private static final List<String> ALL_OVER_REST =
      List.of("success", "old-release", "wrong-password", "no-such-action", "ssh-refused");
  private static final Map<String, List<String>> OWN_OVER_REST =
      Map.of(
          "nvos-rest",
              List.of(
                  "base-name",
                  "only-latest",
                  "empty-listing",
                  "names-nothing",
                  "nested-issue",
                  "action-error",
                  "action-error-without-issue",
                  "already-running",
                  "bad-since",
                  "odd-states",
                  "job-in-location",
                  "no-job-named",
                  "job-lost",
                  "number-used-again",
                  "rebooted",
                  "bad-status",
                  "bad-status-passes",
                  "bad-gateway",
                  "proxy-passes",
                  "page",
                  "redirect",
                  "client-certificate",
                  "forbidden",
                  "login-service-down",
                  "unavailable",
                  "no-answer",
                  "connection-cut",
                  "too-slow",
                  "too-long-an-answer",
                  "left-over",
                  "no-sftp",
                  "pushed",
                  "push-fails",
                  "push-of-nothing",
                  "push-outside",
                  "push-too-long",
                  "push-twice"),
          "cumulus-rest", List.of("nothing-new"));

  static Stream<String> platforms() {
    return Stream.concat(OWN.keySet().stream(), OWN_OVER_REST.keySet().stream());
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
    boolean overRest = OWN_OVER_REST.containsKey(platform);
    assertThat(cases(platform))
        .containsAll(overRest ? ALL_OVER_REST : ALL)
        .containsAll((overRest ? OWN_OVER_REST : OWN).getOrDefault(platform, List.of()));
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
  void everyPlatformIsThere() throws IOException {
    try (Stream<Path> routes = Files.list(Path.of("routes/platforms"))) {
      assertThat(
              routes
                  .map(file -> String.valueOf(file.getFileName()).replace(".camel.yaml", ""))
                  // What else is done on a platform that is there.
                  .filter(name -> !name.matches(".*-(deliver|device)")))
          .containsExactlyInAnyOrderElementsOf(platforms().toList());
    }
  }
}
