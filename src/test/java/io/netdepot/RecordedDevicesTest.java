package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.recording.Outcome;
import io.netdepot.recording.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole service against every recording that says how a collection from it ends. All are played
 * before the first test: many at once, as a fleet of many platforms is collected from.
 */
class RecordedDevicesTest {
  static final Path DEVICES = Path.of("src/test/resources/devices");

  private static final Map<Path, RecordingGroup.Seen> SEEN = new HashMap<>();

  @BeforeAll
  static void play(@TempDir Path folder) throws Exception {
    List<RecordingGroup> groups = RecordingGroups.of(RecordingGroups.read(DEVICES));
    for (int i = 0; i < groups.size(); i++) {
      SEEN.putAll(groups.get(i).play(Files.createDirectory(folder.resolve("group-" + i))));
    }
  }

  static Set<Path> recordings() throws Exception {
    return RecordingGroups.read(DEVICES).keySet();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void endsAsItsRecordingSays(Path file) {
    RecordingGroup.Seen seen = Optional.ofNullable(SEEN.get(file)).orElseThrow();
    Recording recording = seen.device().recording();
    Outcome outcome = recording.identity().ends().orElseThrow();
    RunningDepot.SwitchEnd end = seen.end();

    assertThat(file.getParent()).hasFileName(recording.identity().platform());
    assertThat(end.error().isEmpty() ? end.status() : end.error())
        .as(end.details())
        .isEqualTo(outcome.word());
    assertThat(end.details()).contains(outcome.saying().orElse(""));
    assertThat(seen.kept()).isEqualTo(outcome.word().equals(Outcome.COMPLETED));
    assertThat(seen.device().unexpected()).isEmpty();
  }
}
