package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netdepot.yaml.FileProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/**
 * Every kind of edit that breaks a route: it is refused with file and line, and the set that was at
 * work goes on.
 */
class BadEditsTest {
  private static final String FIRST = "first.camel.yaml";
  private static final String GOOD =
      """
      - route:
          id: first
          from:
            uri: direct:first
            steps:
              - log: "old"
              - setBody:
                  constant: old
              - to:
                  uri: direct:second
              - bean:
                  ref: speaker
                  method: "say(${body})"
              - to:
                  uri: log:io.netdepot.test
                  parameters:
                    level: DEBUG
      """;
  private static final String SECOND = LiveFolder.answering("second", "old");

  private LiveFolder edited;

  /** A bean of a step. */
  public static final class Speaker {
    public String say(String text) {
      return text;
    }
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    edited = LiveFolder.with(folder, Map.of("speaker", new Speaker()));
    edited.write(FIRST, GOOD);
    edited.write("second.camel.yaml", SECOND);
    edited.start();
  }

  @AfterEach
  void stop() {
    edited.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "syntax                | constant: old         | constant: [old        | 9  | expected",
        "tabs                  | `  - log`             | `\t- log`             | 6  | ``",
        "unknown step          | setBody               | setBodi               | 7  | setBodi",
        "unknown field         | ref: speaker          | reff: speaker         | 12 | reff",
        "unknown component     | uri: direct:second    | uri: nosuch:second    | 10 | nosuch",
        "component not allowed | uri: direct:second    | uri: exec:ls          | 10 | exec",
        "unknown option        | level: DEBUG          | levell: DEBUG         | 17 | levell",
        "bad value of a type   | level: DEBUG          | groupSize: many       | 14 | many",
        "missing setting       | `\"old\"`             | `\"{{no.such}}\"`     | 6  | no.such",
        "missing own setting   | `\"old\"`             | `\"{{platform.a.b}}\"`| 6  | platform.a.b",
        "bad simple expression | `\"old\"`             | `\"${body\"`          | 6  | body",
        "bad simple function   | `\"old\"`             | `\"${bodi}\"`         | 6  | bodi",
        "bad predicate         | `- log: \"old\"` | `- filter: {simple: \"${body} ==\", steps: [{stop: {}}]}` | 6 | ==",
        "missing exception     | `- log: \"old\"`      | `- doTry: {steps: [{stop: {}}], doCatch: [{exception: [java.io.Gone], steps: [{stop: {}}]}]}` | 5 | no exception or class java.io.Gone",
        "missing bean          | ref: speaker          | ref: nobody           | 12 | nobody",
        "missing method        | say(${body})          | shout(${body})        | 12 | shout",
        "duplicate id          | id: first             | id: second            | 2  | taken by a route in second.camel.yaml:2",
        "two readers           | uri: direct:first     | uri: direct:second    | 4  | second in second.camel.yaml:4",
        "step not there        | uri: direct:second    | uri: direct:third     | 10 | direct:third",
        "mistyped call         | uri: direct:second    | uri: direct:secnd     | 10 | second.camel.yaml:4 reads direct:second, which nobody calls",
        "mistyped tap          | - to:                 | `- wireTap: {uri: direct:secnd}\n        - to:` | 9 | is direct:second meant",
        "mistyped entry        | uri: direct:first     | uri: direct:frist     | 4  | line 4 reads direct:frist",
        "entry that is gone    | uri: direct:first     | `uri: file:{{platform.inbox}}?autoCreate=false&startingDirectoryMustExist=true` | 4 | direct:first",
        "no id                 | id: first             | description: first    | 2  | no id",
        "a place in an order   | id: first             | `id: first\n    startupOrder: 1` | 3 | startupOrder",
        "a tap as a text       | `- log: \"old\"`      | `- wireTap: direct:second` | 6 | fields",
        "another language      | constant: old         | groovy: old           | 8  | groovy",
        "route configuration   | - route:              | - routeConfiguration: | 1  | routeConfiguration",
        "beans                 | - route:              | - beans:              | 1  | beans",
        "rest                  | - route:              | - rest:               | 1  | REST",
        "not a list            | - route:              | route:                | 1  | list",
        "a second document     | - route:              | `--- []\n---\n- route:` | 1 | list",
        "twice                 | ref: speaker          | `ref: speaker\n            ref: speaker` | 13 | twice",
      })
  void isRefused(String kind, String old, String replacement, int line, String reason)
      throws Exception {
    assertThat(GOOD).contains(old);
    edited.write(
        FIRST, GOOD.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement)));

    List<FileProblem> problems = edited.live().reload().orElseThrow().problems();

    assertThat(problems)
        .as(kind)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .anyMatch(each -> each.reason().contains(reason == null ? "" : reason));
    if (line > 0) {
      assertThat(problems)
          .as(kind)
          .anySatisfy(
              each -> {
                assertThat(each.file()).isEqualTo(FIRST);
                assertThat(each.line()).hasValue(line);
              });
    }
    requireOld();
  }

  private void requireOld() {
    assertThat(edited.answer("first")).isEqualTo("old");
    assertThat(edited.live().generations()).hasSize(1);
    assertThat(edited.live().generations().getFirst().generation()).isEqualTo(1);
  }

  @Test
  void emptyFileIsRefused() throws Exception {
    edited.write(FIRST, "");
    assertThat(edited.live().reload().orElseThrow().text())
        .contains(FIRST + ":1: The file is empty");
    edited.write(FIRST, "# a comment\n");
    assertThat(edited.live().reload().orElseThrow().text())
        .contains(FIRST + ":1: The file is empty");
    requireOld();
  }

  @Test
  void deletedStepThatAnotherCallsIsRefused() throws Exception {
    Files.delete(edited.directory().resolve("second.camel.yaml"));
    assertThat(edited.live().reload().orElseThrow().text())
        .contains(FIRST)
        .contains(FIRST + ":10: The route first calls direct:second, and no route is from that")
        .contains("in the last good set second.camel.yaml:4 read it");
    requireOld();
  }

  @Test
  void deletedStepThatTheProgramCallsIsRefused() throws Exception {
    Files.delete(edited.directory().resolve(FIRST));
    assertThat(edited.live().reload().orElseThrow().text())
        .isEqualTo(
            FIRST
                + ":4: No route is from direct:first, which the program calls; in the last good set"
                + " it was here");
    requireOld();
  }

  @Test
  void twoRoutesOfOneFileWithTheSameIdAreRefused() throws Exception {
    edited.write(
        FIRST, GOOD + LiveFolder.answering("third", "3").replace("id: third\n", "id: first\n"));
    assertThat(edited.live().reload().orElseThrow().text())
        .isEqualTo(
            FIRST
                + ":19: The route id first is taken by a route in "
                + FIRST
                + ":2; give one of them another id");
    requireOld();
  }

  // The check starts no source of its own, so the set is at work already in part.
  @Test
  void routeThatFailsOnlyAtItsStartIsRefusedWithTheLineOfItsSource() throws Exception {
    edited.write(
        "source.camel.yaml",
        LiveFolder.answering("other", "1")
            + LiveFolder.answering("source", "2")
                .replace(
                    "direct:source",
                    "file:{{platform.inbox}}?autoCreate=false&startingDirectoryMustExist=true"));
    assertThat(edited.live().reload().orElseThrow().text())
        .startsWith("source.camel.yaml:12: Starting directory does not exist");
    requireOld();
    assertThat(edited.context().getRoutes()).hasSize(2);
  }

  @Test
  void sourceThatMayNotMakeItsMissingFolderIsRefused() throws Exception {
    edited.write(
        "source.camel.yaml",
        LiveFolder.answering("source", "2")
            .replace("direct:source", "file:{{platform.inbox}}?autoCreate=false"));
    assertThat(edited.live().reload().orElseThrow().text())
        .startsWith("source.camel.yaml:4: Starting directory does not exist");
    requireOld();
  }

  @Test
  void everyRefusalIsLogged() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(LiveRoutes.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try {
      edited.write(FIRST, GOOD.replace("id: first", "id: second"));
      edited.live().reload();
      assertThat(logged.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .anyMatch(line -> line.contains(FIRST + ":2: The route id second is taken"));
    } finally {
      logger.detachAppender(logged);
    }
  }

  @Test
  void fileThatIsNotTextOrTooLargeIsRefused() throws Exception {
    Files.write(edited.directory().resolve(FIRST), new byte[] {'-', '\n', (byte) 0xff});
    assertThat(edited.live().reload().orElseThrow().text())
        .contains(FIRST + ":2: The file is not UTF-8 in line 2");
    Files.write(edited.directory().resolve(FIRST), new byte[2 << 20]);
    assertThat(edited.live().reload().orElseThrow().text())
        .contains(FIRST + ":1: The file has more than");
    requireOld();
  }

  // Opening it would wait for ever for somebody who writes.
  @Test
  void pipeIsRefused() throws Exception {
    Path pipe = edited.directory().resolve("pipe.camel.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(edited.live().reload().orElseThrow().text())
        .contains("pipe.camel.yaml:1: The file is a pipe");
    requireOld();
  }

  @Test
  void otherFilesInTheFolderAreNoRoutes() throws Exception {
    for (String name : List.of(".keep", "README.md", "notes.yaml", FIRST + ".bak")) {
      edited.write(name, "nothing of a route");
    }
    assertThat(edited.live().reload()).isEmpty();
    requireOld();
  }

  @Test
  void folderThatNeverEndsOrAliasesThatNeverEndAreRefused() throws Exception {
    edited.write(FIRST, "&a - route: *a\n");
    assertThat(edited.live().reload()).isPresent();
    edited.write(FIRST, "- &a\n  route: &b\n    from: *b\n");
    assertThat(edited.live().reload()).isPresent();
    Files.createSymbolicLink(edited.directory().resolve("again"), edited.directory());
    edited.write(FIRST, GOOD);
    assertThat(edited.live().reload()).isEmpty();
  }
}
