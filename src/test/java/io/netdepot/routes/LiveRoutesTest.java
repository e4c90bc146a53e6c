package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netdepot.yaml.FileRefusal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

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
  void whatBecomesOfEachEditIsTold() throws Exception {
    try (LiveFolder edited = LiveFolder.unwatched(folder)) {
      String good = Files.readString(edited.directory().resolve(FIRST));
      edited.write(FIRST, "- route: [");
      assertThat(edited.live().reload()).isPresent();
      edited.write(FIRST, good);
      assertThat(edited.live().reload()).isEmpty();
      assertThat(edited.live().reload()).isEmpty();
      edited.write(FIRST, LiveFolder.answering("first", "new"));
      assertThat(edited.live().reload()).isEmpty();
      edited.write(FIRST, "- route: [");
      assertThat(edited.told())
          .containsExactly("loaded 1", "refused " + FIRST, "loaded 1", "loaded 2");
    }
    try (LiveFolder again = LiveFolder.with(folder, Map.of())) {
      again.start();
      assertThat(again.told()).containsExactly("refused " + FIRST, "loaded 1 of the last good");
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
    try (LiveFolder edited = LiveFolder.unwatched(folder)) {
      RouteWatch watch =
          new RouteWatch(
              new RouteFolder(edited.directory()), () -> {}, () -> edited.live().reload());
      byte[] text =
          LiveFolder.answering("first", "new").getBytes(java.nio.charset.StandardCharsets.UTF_8);
      try (OutputStream out = Files.newOutputStream(edited.directory().resolve(FIRST))) {
        for (byte letter : text) {
          out.write(letter);
          // A writer that pauses for less than the watch waits; longer in all.
          watch.step();
          watch.step();
        }
        assertThat(edited.answer("first")).isEqualTo("old");
      }
      watch.step();
      watch.step();
      assertThat(edited.answer("first")).isEqualTo("new");
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
  void fileWhoseNameIsAlmostThatOfARouteFileIsSaidOnce() throws Exception {
    Logger said = (Logger) LoggerFactory.getLogger(LiveRoutes.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    said.addAppender(logged);
    try (LiveFolder edited = LiveFolder.unwatched(folder)) {
      for (String name : List.of("a.camel.yml", "b.yaml", "c.camel.YAML", "platforms/d.yml")) {
        edited.write(name, "- nonsense:");
      }
      for (String name : List.of(".a.yaml", "#b.camel.yaml#", "c.yaml~", "d.yaml.swp", "README")) {
        edited.write(name, "nothing");
      }
      edited.write("examples/e.yaml", "- nonsense:");
      assertThat(edited.live().reload()).isEmpty();
      assertThat(edited.live().reload()).isEmpty();
      assertThat(edited.live().ignored())
          .containsExactly("a.camel.yml", "b.yaml", "c.camel.YAML", "platforms/d.yml");
      assertThat(logged.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .filteredOn(message -> message.contains("left alone"))
          .hasSize(4)
          .contains(
              "In the step routes b.yaml is left alone: the name of a route file ends in"
                  + " .camel.yaml");
      assertThat(StepRoutes.remarks(edited.directory())).hasSize(4);
      Files.delete(edited.directory().resolve("b.yaml"));
      edited.live().reload();
      assertThat(edited.live().ignored()).hasSize(3);
    } finally {
      said.detachAppender(logged);
    }
  }

  @Test
  void badFileIsRefusedOnceAndWhatWasAtWorkGoesOnUntilAGoodOneComes() throws Exception {
    try (LiveFolder edited = LiveFolder.watched(folder)) {
      edited.write(FIRST, LiveFolder.answering("first", "new").replace("setBody", "setBodi"));
      FileRefusal refusal = edited.awaitRefusal();
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
