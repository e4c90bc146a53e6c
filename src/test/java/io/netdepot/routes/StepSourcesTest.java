package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Routes that take work by themselves, as from a folder, while their set is exchanged. */
@Timeout(120)
class StepSourcesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;
  @TempDir Path drop;

  private final Gate gate = new Gate();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private StepRoutes routes;

  /** A step that waits until it is told to go on, and cannot be hurried. */
  public static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean interrupted;

    public void await() throws InterruptedException {
      reached.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        interrupted = true;
        throw e;
      }
    }
  }

  @BeforeEach
  void start() {
    StepSurroundings surroundings =
        new StepSurroundings(
            Map.of("platform.drop", drop.toString(), "platform.nowhere", drop + "/nowhere"),
            unused -> {},
            Map.of("gate", gate),
            Set.of());
    context.disableJMX();
    surroundings.prepare(context);
    context.start();
    context.getShutdownStrategy().setTimeout(1);
    routes = new StepRoutes(context, surroundings, List.of(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    gate.open.countDown();
    routes.close();
    context.stop();
  }

  /** The new definition may read the folder in another way, which to Camel is another endpoint. */
  @ParameterizedTest
  @ValueSource(strings = {"delay=50", "delay=60"})
  void whatASourceHasBegunEndsThoughItsSetWasExchanged(String options) throws Exception {
    load(waiting("old", "delay=50"));
    drop("a");
    gate.reached.await();
    load(taking("new", options));
    assertThat(routes.stopped()).isEmpty();
    drop("b");
    awaitTaken("new", "b");
    // Longer than Camel lets a route take to stop.
    await()
        .during(Duration.ofMillis(1500))
        .until(() -> routes.generations().equals(List.of(1, 2)) && !gate.interrupted);
    assertThat(routes.stopped()).isEmpty();
    gate.open.countDown();
    awaitTaken("old", "a");
    awaitGenerations(2);
    assertThat(taken("new")).containsExactly("b");
    assertThat(taken("old")).containsExactly("a");
    assertThat(gate.interrupted).isFalse();
    assertThat(routes.stopped()).isEmpty();
  }

  @Test
  void fileThatIsBeingWorkedOnIsNotTakenOnceMore() throws Exception {
    String staying = "delay=50&noop=true&idempotent=false";
    load(waiting("old", staying));
    drop("a");
    gate.reached.await();
    load(taking("new", staying + "&maxDepth=1"));
    drop("b");
    awaitTaken("new", "b");
    assertThat(taken("new")).containsExactly("b");
    gate.open.countDown();
    awaitTaken("old", "a");
    awaitTaken("new", "a");
  }

  @Test
  void ofTheFilesThatWereFoundTogetherTheNewDefinitionTakesThoseThatWait() throws Exception {
    for (int i = 0; i < 10; i++) {
      drop("a" + i);
    }
    load(waiting("old", "delay=50"));
    gate.reached.await();
    load(taking("new", "delay=50"));
    gate.open.countDown();
    await().atMost(SOON).until(() -> taken("new").size() == 9);
    assertThat(taken("old")).hasSize(1);
    awaitGenerations(2);
  }

  @Test
  void sourceGoesOnWhenTheNewSetIsRefusedAsItStarts() throws Exception {
    load(waiting("old", "delay=50"));
    drop("a");
    gate.reached.await();
    write(
        "second.camel.yaml",
        """
        - route:
            id: second
            from:
              uri: file:{{platform.nowhere}}?autoCreate=false&startingDirectoryMustExist=true
              steps:
                - log: taken
        """);
    write("first.camel.yaml", taking("new", "delay=50"));
    assertThatThrownBy(() -> routes.load(directory)).hasMessageContaining("second.camel.yaml:4: ");
    assertThat(gate.interrupted).isFalse();
    gate.open.countDown();
    awaitTaken("old", "a");
    drop("b");
    awaitTaken("old", "b");
    awaitGenerations(1);
    assertThat(context.getRoutes()).hasSize(1);
    assertThat(routes.stopped()).isEmpty();
  }

  @Test
  void folderThatGoesAwayIsToldOfOnceAndTakenFromWhenItIsBack() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(SourceTrouble.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.INFO);
    try {
      load(taking("new", "delay=50"));
      assertThat(routes.sourceTroubles()).isEmpty();
      Path away = Files.move(drop, drop.resolveSibling(drop.getFileName() + "-away"));
      await().atMost(SOON).until(() -> !logged.list.isEmpty());
      await().during(Duration.ofMillis(500)).until(() -> logged.list.size() == 1);
      assertThat(routes.sourceTroubles())
          .hasSize(1)
          .allSatisfy((route, why) -> assertThat(why).contains(drop.toString()));
      Files.move(away, drop);
      drop("a");
      awaitTaken("new", "a");
      await().atMost(SOON).until(() -> logged.list.size() == 2);
      assertThat(routes.sourceTroubles()).isEmpty();
    } finally {
      logger.setLevel(null);
      logger.detachAppender(logged);
    }
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            gone -> assertThat(gone).contains(drop.toString()).contains("does not exist"),
            back -> assertThat(back).endsWith("can be looked at again"));
  }

  @Test
  void twentyExchangesInARowLeaveNothingBehind() throws Exception {
    load(waiting("old", "delay=50"));
    drop("a");
    gate.reached.await();
    for (int i = 0; i < 20; i++) {
      load(taking("new" + i, "delay=" + (50 + i % 2)));
      drop("b" + i);
      awaitTaken("new" + i, "b" + i);
    }
    assertThat(gate.interrupted).isFalse();
    gate.open.countDown();
    awaitTaken("old", "a");
    awaitGenerations(21);
    assertThat(context.getRoutes()).hasSize(1);
    assertThat(context.getEndpoints()).as("one to read from and one to write to").hasSize(2);
    await()
        .atMost(SOON)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().contains(drop.toString()))
                        .count()
                    == 1);
  }

  @Test
  void sourceThatIsNotToStartDoesNot() throws Exception {
    load(taking("new", "delay=50").replace("from:", "autoStartup: \"false\"\n    from:"));
    assertThat(context.getRouteController().getRouteStatus("first@1").isStarted()).isFalse();
    load(taking("new", "delay=50"));
    drop("a");
    awaitTaken("new", "a");
    load(taking("new", "delay=50").replace("from:", "autoStartup: \"false\"\n    from:"));
    awaitGenerations(3);
    assertThat(context.getRouteController().getRouteStatus("first@3").isStarted()).isFalse();
  }

  private void awaitGenerations(int... expected) {
    List<Integer> numbers = java.util.Arrays.stream(expected).boxed().toList();
    await()
        .atMost(SOON)
        .until(
            () -> {
              routes.removeUnused();
              return routes.generations().equals(numbers);
            });
  }

  private void awaitTaken(String folder, String file) {
    await().atMost(SOON).until(() -> taken(folder).contains(file));
  }

  private List<String> taken(String folder) {
    String[] names = drop.resolve(folder).toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  private void drop(String name) throws IOException {
    Files.writeString(drop.resolve(name), name);
  }

  private void load(String first) throws Exception {
    write("first.camel.yaml", first);
    routes.load(directory);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String taking(String folder, String options) {
    return """
    - route:
        id: first
        from:
          uri: file:{{platform.drop}}?initialDelay=0&%s
          steps:
            - to: file:{{platform.drop}}/%s
    """
        .formatted(options, folder);
  }

  private static String waiting(String folder, String options) {
    return taking(folder, options)
        .replace("steps:\n", "steps:\n        - bean: {ref: gate, method: await}\n");
  }
}
