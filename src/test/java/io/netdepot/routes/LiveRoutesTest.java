package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are edited while the service runs, and what a restart finds of them. */
@Timeout(120)
class LiveRoutesTest {
  private static final String FIRST = "first.camel.yaml";
  private static final Duration WHILE = Duration.ofMillis(1500);

  @TempDir Path folder;

  @Test
  void savedFileIsPutToWork() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      edited.write(FIRST, LiveFolder.answering("first", "new"));
      edited.awaitAnswer("first", "new");
      assertThat(edited.live().lastRefusal()).isEmpty();
      assertThat(edited.live().loads()).isEqualTo(2);
    }
  }

  @Test
  void fileThatTakesTheNameOfAnotherIsPutToWork() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      edited.replace(FIRST, LiveFolder.answering("first", "new"));
      edited.awaitAnswer("first", "new");
    }
  }

  @Test
  void fileOfTheSameLengthWithAnOldTimeIsPutToWork() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      Path file = edited.directory().resolve(FIRST);
      var time = Files.getLastModifiedTime(file);
      edited.write(FIRST, LiveFolder.answering("first", "new"));
      Files.setLastModifiedTime(file, time);
      edited.awaitAnswer("first", "new");
    }
  }

  @Test
  void fileThatIsWrittenInPiecesIsWaitedFor() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      String text = LiveFolder.answering("first", "new");
      int half = text.indexOf("setBody") + 4;
      try (OutputStream out = Files.newOutputStream(edited.directory().resolve(FIRST))) {
        for (int i = 0; i < half; i++) {
          out.write(text.charAt(i));
          // A writer that pauses for less than the watch waits; longer in all.
          Thread.sleep(25);
        }
        out.write(text.substring(half).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      edited.awaitAnswer("first", "new");
      assertThat(edited.live().refusals()).isZero();
    }
  }

  @Test
  void whatEditorsLeaveBesideAFileIsNoEdit() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      Files.createSymbolicLink(
          edited.directory().resolve(".#" + FIRST), Path.of("somebody@machine.123"));
      for (String name : new String[] {"." + FIRST + ".swp", FIRST + "~", "4913", ".keep"}) {
        edited.write(name, "nothing");
      }
      edited.write("examples/" + FIRST, "- nonsense:");
      edited.write(".git/" + FIRST, "- nonsense:");
      edited.write("second.camel.yaml", LiveFolder.answering("second", "here"));
      await().until(() -> edited.live().loads() == 2);
      assertThat(edited.answer("second")).isEqualTo("here");
      assertThat(edited.live().refusals()).isZero();
    }
  }

  @Test
  void badFileIsRefusedOnceAndWhatWasAtWorkGoesOnUntilAGoodOneComes() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      edited.write(FIRST, LiveFolder.answering("first", "new").replace("setBody", "setBodi"));
      RouteRefusal refusal = edited.awaitRefusal();
      assertThat(refusal.text()).startsWith(FIRST + ":6: ").contains("setBodi");
      await().during(WHILE).until(() -> edited.live().refusals() == 1);
      assertThat(edited.answer("first")).isEqualTo("old");
      assertThat(edited.live().generations()).hasSize(1);

      edited.write(FIRST, LiveFolder.answering("first", "new"));
      edited.awaitAnswer("first", "new");
      edited.awaitNoRefusal();
    }
  }

  @Test
  void refusalEndsWhenTheFilesAreAgainThoseThatAreAtWork() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      edited.write(FIRST, "- route");
      edited.awaitRefusal();
      edited.write(FIRST, LiveFolder.answering("first", "old"));
      edited.awaitNoRefusal();
      assertThat(edited.live().loads()).isEqualTo(1);
    }
  }

  @Test
  void routeWhoseFileIsDeletedStops() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      edited.write("second.camel.yaml", LiveFolder.answering("second", "here"));
      await().until(() -> edited.live().loads() == 2);
      Files.delete(edited.directory().resolve("second.camel.yaml"));
      await().until(() -> edited.live().loads() == 3);
      await().until(() -> edited.live().generations().size() == 1);
      assertThat(edited.context().getRoutes())
          .extracting(route -> route.getRouteId())
          .containsExactly("first@3");
    }
  }

  @Test
  void deletedDirectoryIsSaidAndWhatWasAtWorkGoesOn() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      Path aside = folder.resolve("aside");
      Files.move(edited.directory(), aside);
      assertThat(edited.awaitRefusal().text()).contains("no directory of routes");
      assertThat(edited.answer("first")).isEqualTo("old");
      Files.writeString(aside.resolve(FIRST), LiveFolder.answering("first", "new"));
      Files.move(aside, edited.directory());
      edited.awaitAnswer("first", "new");
      edited.awaitNoRefusal();
    }
  }

  @Test
  void directoryMayBeALinkThatIsTurnedToAnotherOne() throws Exception {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.writeString(one.resolve(FIRST), LiveFolder.answering("first", "one"));
    Files.writeString(two.resolve(FIRST), LiveFolder.answering("first", "two"));
    try (LiveFolder edited = LiveFolder.with(folder, Map.of())) {
      Files.delete(edited.directory());
      Files.createSymbolicLink(edited.directory(), one);
      edited.start();
      edited.live().watch();
      assertThat(edited.answer("first")).isEqualTo("one");
      Path link = Files.createSymbolicLink(folder.resolve("link"), two);
      Files.move(link, edited.directory(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      edited.awaitAnswer("first", "two");
    }
  }

  @Test
  void reloadTriesAgainWhatWasRefusedForAnotherReasonThanItsText() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      Path inbox = folder.resolve("inbox");
      edited.write(
          "second.camel.yaml",
          """
          - route:
              id: second
              from:
                uri: file:{{platform.inbox}}?startingDirectoryMustExist=true&autoCreate=false
                steps:
                  - to: direct:first
          """);
      assertThat(edited.awaitRefusal().text()).contains("second.camel.yaml", "directory");
      assertThat(edited.answer("first")).isEqualTo("old");
      assertThat(edited.context().getRoutes()).hasSize(1);
      assertThat(edited.live().reload()).isPresent();
      Files.createDirectories(inbox);
      assertThat(edited.live().reload()).isEmpty();
      assertThat(edited.live().lastRefusal()).isEmpty();
    }
  }

  @Test
  void startWithBrokenFilesUsesTheLastGoodSetUntilTheyAreCorrected() throws Exception {
    LiveFolder.watched(folder).close();
    try (LiveFolder edited = LiveFolder.with(folder, Map.of())) {
      edited.write(FIRST, "- route");
      edited.start();
      edited.live().watch();
      assertThat(edited.answer("first")).isEqualTo("old");
      assertThat(edited.live().isFromLastGood()).isTrue();
      assertThat(edited.live().lastRefusal()).isPresent();

      edited.write(FIRST, LiveFolder.answering("first", "new"));
      edited.awaitAnswer("first", "new");
      assertThat(edited.live().isFromLastGood()).isFalse();
      assertThat(edited.live().lastRefusal()).isEmpty();
    }
    try (LiveFolder edited = LiveFolder.with(folder, Map.of())) {
      Files.delete(edited.directory().resolve(FIRST));
      edited.start();
      assertThat(edited.answer("first")).isEqualTo("new");
    }
  }

  @Test
  void startWithBrokenFilesAndNoEarlierSetIsRefused() throws Exception {
    try (LiveFolder edited = LiveFolder.with(folder, Map.of())) {
      edited.write(FIRST, "- route");
      assertThatThrownBy(edited::start).hasMessageContaining(FIRST);
    }
  }

  @Test
  void keptSetThatIsNotWhatWasWrittenIsNotUsed() throws Exception {
    LiveFolder.watched(folder).close();
    try (LiveFolder edited = LiveFolder.with(folder, Map.of())) {
      try (Stream<Path> kept = Files.walk(edited.good())) {
        Path file = kept.filter(found -> found.endsWith(FIRST)).findFirst().orElseThrow();
        Files.writeString(file, "- route");
      }
      edited.write(FIRST, "- route");
      assertThatThrownBy(edited::start).hasMessageContaining(FIRST);
    }
  }

  @Test
  void oneSetIsKeptWhateverAKilledWriterLeft() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      Files.createDirectories(edited.good().resolve("0".repeat(64)).resolve("half"));
      edited.write(FIRST, LiveFolder.answering("first", "new"));
      edited.awaitAnswer("first", "new");
      await()
          .until(
              () -> {
                try (Stream<Path> kept = Files.list(edited.good())) {
                  return kept.count() == 2;
                }
              });
    }
  }

  @Test
  void tellsOfFilesAndRoutes() throws IOException, Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      RouteSet set = edited.live().generations().getFirst();
      assertThat(set.generation()).isEqualTo(1);
      assertThat(set.newest()).isTrue();
      assertThat(set.files()).extracting(RouteSet.LoadedFile::name).containsExactly(FIRST);
      assertThat(set.routes())
          .containsExactly(new RouteSet.LoadedRoute("first", FIRST, "started", 0));
    }
  }
}
