package io.netdepot.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFileTest {
  private final Path file;
  private final Path kept;

  LiveFileTest(@TempDir Path folder) {
    file = folder.resolve("words.yaml");
    kept = folder.resolve("words.good");
  }

  private LiveFile<String> words() {
    return new LiveFile<>(file, kept, "words", LiveFileTest::read, InstantSource.system());
  }

  private static String read(String name, String text) throws FileRefusedException {
    if (text.contains("bad")) {
      throw new FileRefusedException(
          List.of(new FileProblem(name, Optional.of(1), "This word is bad")));
    }
    return text;
  }

  private static void changed(LiveFile<String> words) {
    words.look();
    words.look();
  }

  @Test
  void aMissingFileIsAnEmptyOne() throws Exception {
    try (LiveFile<String> words = words()) {
      words.load();
      assertThat(words.value()).isEmpty();
      assertThat(words.refusal()).isEmpty();
    }
  }

  @Test
  void aFileThatGoesAwayOrLosesItsContentIsRefusedUntilItIsBack() throws Exception {
    Files.writeString(file, "one");
    try (LiveFile<String> words = words()) {
      words.load();
      Files.delete(file);
      changed(words);
      assertThat(words.value()).isEqualTo("one");
      assertThat(words.refusal().orElseThrow().problems().getFirst().toString())
          .contains("words.yaml: The file is gone; put it back");
      Files.writeString(file, "\n");
      changed(words);
      assertThat(words.value()).isEqualTo("one");
      assertThat(words.refusal().orElseThrow().problems().getFirst().toString())
          .contains("words.yaml: The file is empty");
      Files.writeString(file, "two");
      changed(words);
      assertThat(words.value()).isEqualTo("two");
      assertThat(words.refusal()).isEmpty();
    }
    Files.delete(file);
    try (LiveFile<String> words = words()) {
      words.load();
      assertThat(words.value()).isEmpty();
    }
  }

  @Test
  void aFileThatComesLaterIsTaken() throws Exception {
    try (LiveFile<String> words = words()) {
      words.load();
      Files.writeString(file, "late");
      changed(words);
      assertThat(words.value()).isEqualTo("late");
    }
  }

  @Test
  void anEditIsTakenOnceItIsStill() throws Exception {
    Files.writeString(file, "one");
    try (LiveFile<String> words = words()) {
      words.load();
      Files.writeString(file, "another");
      words.look();
      assertThat(words.value()).isEqualTo("one");
      words.look();
      assertThat(words.value()).isEqualTo("another");
      assertThat(Files.readString(kept)).isEqualTo("another");
    }
  }

  @Test
  void aBadEditIsRefusedAndWhatWasThereGoesOnOverARestart() throws Exception {
    Files.writeString(file, "good");
    try (LiveFile<String> words = words()) {
      words.load();
      Files.writeString(file, "bad word");
      changed(words);
      assertThat(words.value()).isEqualTo("good");
      assertThat(words.refusal().orElseThrow().problems())
          .extracting(FileProblem::toString)
          .containsExactly("words.yaml:1: This word is bad");
    }
    try (LiveFile<String> words = words()) {
      words.load();
      assertThat(words.value()).isEqualTo("good");
      assertThat(words.loaded().lastGood()).isTrue();
      assertThat(words.refusal()).isPresent();
      Files.writeString(file, "better");
      changed(words);
      assertThat(words.value()).isEqualTo("better");
      assertThat(words.loaded().lastGood()).isFalse();
      assertThat(words.refusal()).isEmpty();
    }
  }

  @Test
  void aFirstStartWithABadFileFails() throws IOException {
    Files.writeString(file, "bad");
    try (LiveFile<String> words = words()) {
      assertThatThrownBy(words::load).isInstanceOf(FileRefusedException.class);
    }
  }

  @Test
  void aRefusedFileIsTakenWhenWhatItNamesIsMended() throws Exception {
    Path named = Files.writeString(kept.resolveSibling("named"), "bad");
    Files.writeString(file, "named");
    try (LiveFile<String> words =
        new LiveFile<>(
            file, kept, "words", (name, text) -> named(name, named), InstantSource.system())) {
      Files.writeString(named, "good");
      words.load();
      Files.writeString(named, "bad");
      Files.writeString(file, "named again");
      changed(words);
      Instant since = words.refusal().orElseThrow().at();
      changed(words);
      assertThat(words.refusal().orElseThrow().at()).isEqualTo(since);
      Files.writeString(named, "better");
      words.look();
      assertThat(words.value()).isEqualTo("better");
      assertThat(words.refusal()).isEmpty();
    }
  }

  private static String named(String name, Path named) throws FileRefusedException {
    try {
      return read(name, Files.readString(named));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRefusedFileThatGoesAwayTakesNothingAway() throws Exception {
    Files.writeString(file, "good");
    try (LiveFile<String> words = words()) {
      words.load();
    }
    Files.writeString(file, "bad");
    try (LiveFile<String> words = words()) {
      words.load();
      Files.delete(file);
      changed(words);
      assertThat(words.value()).isEqualTo("good");
      assertThat(words.refusal().orElseThrow().problems().getFirst().toString())
          .contains("The file is gone");
    }
  }

  @Test
  void whatIsNoFileIsRefused() throws Exception {
    Files.createDirectory(file);
    assertThat(LiveFile.check(file, LiveFileTest::read))
        .extracting(FileProblem::toString)
        .containsExactly("words.yaml: The file is a directory; a regular file is needed");
  }
}
