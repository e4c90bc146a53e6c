package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netdepot.yaml.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class StepRoutesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;
  @TempDir Path drop;

  private final Gate gate = new Gate();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private StepRoutes routes;

  /** A step that waits until it is told to go on. */
  public static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    public void await() throws InterruptedException {
      reached.countDown();
      open.await();
    }
  }

  @BeforeEach
  void start() {
    StepSurroundings surroundings = surroundings(Set.of());
    context.disableJMX();
    surroundings.prepare(context);
    context.start();
    routes = new StepRoutes(context, surroundings, List.of(), Clock.systemUTC());
  }

  private StepSurroundings surroundings(Set<String> entries) {
    return new StepSurroundings(
        Map.of("greeting", "hello", "platform.drop", drop.toString()),
        context -> {},
        Map.of("gate", gate),
        entries);
  }

  @AfterEach
  void stop() {
    gate.open.countDown();
    routes.close();
    context.stop();
  }

  @Test
  void refusesASetWithoutARouteThatTheProgramCalls() throws Exception {
    write("first.camel.yaml", answering("first", "hello"));
    StepSurroundings two = surroundings(Set.of("first", "second"));
    assertThat(StepRoutes.check(directory, two, List.of()))
        .extracting(FileProblem::toString)
        .containsExactly(
            "routes: No route is from direct:second, which the program calls; add one");
    assertThat(StepRoutes.check(directory, surroundings(Set.of("first")), List.of())).isEmpty();
  }

  @Test
  void aMissingRouteIsSaidOfTheFileThatIsNamedLikeIt() throws Exception {
    Files.createDirectories(directory.resolve("platforms"));
    write("store.camel.yaml", answering("first", "hello"));
    write("platforms/nvos.camel.yaml", answering("second", "hello"));
    write("platforms/nvos-rest.camel.yaml", answering("third", "hello"));
    StepSurroundings more =
        surroundings(
            Set.of(
                "first",
                "second",
                "third",
                "store-package",
                "collect-nvos",
                "collect-nvos-rest",
                "nvo"));
    assertThat(StepRoutes.check(directory, more, List.of()))
        .extracting(problem -> problem.toString().replaceFirst(", which.*", ""))
        .containsExactly(
            "platforms/nvos.camel.yaml:1: No route is from direct:collect-nvos",
            "platforms/nvos-rest.camel.yaml:1: No route is from direct:collect-nvos-rest",
            "routes: No route is from direct:nvo",
            "store.camel.yaml:1: No route is from direct:store-package");
  }

  @Test
  void runsTheRoutesOfTheDirectoryWithTheSettings() throws Exception {
    write("first.camel.yaml", answering("first", "{{greeting}}"));
    routes.load(directory);
    assertThat(answer("first")).isEqualTo("hello");
  }

  @Test
  void runningWorkEndsOnTheDefinitionItBeganWithAndNewWorkTakesTheNewOne() throws Exception {
    write("first.camel.yaml", waitingThenCalling("first", "second"));
    write("second.camel.yaml", answering("second", "old"));
    routes.load(directory);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Object> running = threads.submit(() -> answer("first"));
      gate.reached.await();

      write("first.camel.yaml", calling("first", "second"));
      write("second.camel.yaml", answering("second", "new"));
      routes.load(directory);

      assertThat(answer("first")).isEqualTo("new");
      assertThat(routes.generations()).containsExactly(1, 2);
      gate.open.countDown();
      assertThat(running.get()).isEqualTo("old");
    }
    await().atMost(SOON).until(() -> routes.generations().equals(List.of(2)));
    assertThat(context.getRoutes()).allMatch(route -> route.getRouteId().endsWith("@2"));
  }

  @Test
  void aRouteWithASourceOfItsOwnTakesNothingInATrialAndBelongsToItsGeneration() throws Exception {
    write("second.camel.yaml", answering("second", "done"));
    write("first.camel.yaml", taking("old"));
    Files.writeString(drop.resolve("a"), "waiting");
    assertThat(StepRoutes.check(directory, surroundings(Set.of()), List.of())).isEmpty();
    assertThat(drop.resolve("a")).as("after a trial").exists();
    routes.load(directory);
    await().atMost(SOON).until(() -> Files.exists(drop.resolve("old").resolve("a")));

    write("first.camel.yaml", taking("new"));
    routes.load(directory);
    for (int i = 0; i < 20; i++) {
      Files.writeString(drop.resolve("b" + i), "later");
    }
    await()
        .atMost(SOON)
        .until(
            () -> {
              String[] taken = drop.resolve("new").toFile().list();
              return taken != null && taken.length == 20;
            });
    assertThat(drop.resolve("old").toFile().list()).containsExactly("a");
    assertThat(drop.resolve("new").resolve("b7")).hasContent("done");
  }

  /** A route that moves files on through another step of its set. */
  private static String taking(String version) {
    return """
    - route:
        id: first
        from:
          uri: file:{{platform.drop}}?delay=50&initialDelay=0
          steps:
            - to: direct:second
            - to: file:{{platform.drop}}/%s
    """
        .formatted(version);
  }

  @Test
  void badFileIsRefusedWithItsNameAndLineAndTheRunningRoutesStay() throws Exception {
    write("first.camel.yaml", answering("first", "old"));
    routes.load(directory);
    write(
        "first.camel.yaml",
        """
        - route:
            id: first
            from:
              uri: direct:first
              steps:
                - setBodi: {constant: new}
        """);
    assertThatThrownBy(() -> routes.load(directory))
        .isInstanceOf(RoutesRefusedException.class)
        .hasMessageContaining("first.camel.yaml:6")
        .hasMessageContaining("setBodi");
    assertThat(answer("first")).isEqualTo("old");
    assertThat(routes.generations()).containsExactly(1);
  }

  @Test
  void refusesMissingSettingsUnknownComponentsAndRoutesWithoutAnId() throws Exception {
    write("first.camel.yaml", answering("first", "{{no.such.setting}}"));
    write("second.camel.yaml", calling("second", "x").replace("direct:x", "nosuch:x"));
    write("third.camel.yaml", answering("third", "x").replace("id: third", "description: x"));
    assertThatThrownBy(() -> routes.load(directory))
        .hasMessageContaining("no.such.setting")
        .hasMessageContaining("nosuch")
        .hasMessageContaining("third.camel.yaml")
        .hasMessageContaining("no id");
    assertThat(context.getRoutes()).isEmpty();
  }

  @Test
  void refusalRepeatsNoPassword() throws Exception {
    write(
        "first.camel.yaml", calling("first", "x").replace("direct:x", "nosuch:x?password=hunter2"));
    assertThatThrownBy(() -> routes.load(directory))
        .hasMessageContaining("nosuch")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void refusesTwoReadersOfOneSeam() throws Exception {
    write("first.camel.yaml", answering("first", "1"));
    write("second.camel.yaml", answering("second", "2").replace("direct:second", "direct:first"));
    assertThatThrownBy(() -> routes.load(directory)).hasMessageContaining("direct:first");
  }

  @Test
  void refusesTheSameRouteIdInTwoFiles() throws Exception {
    write("first.camel.yaml", answering("first", "1"));
    write("second.camel.yaml", answering("second", "2").replace("id: second\n", "id: first\n"));
    assertThatThrownBy(() -> routes.load(directory))
        .hasMessageContaining("second.camel.yaml")
        .hasMessageContaining("first is taken by a route in first.camel.yaml:2");
  }

  @Test
  void setThatCallsAStepItDoesNotHaveIsRefused() throws Exception {
    write("first.camel.yaml", calling("first", "nowhere"));
    assertThatThrownBy(() -> routes.load(directory))
        .hasMessageContaining("first.camel.yaml")
        .hasMessageContaining("The route first calls direct:nowhere");
  }

  @Test
  void callOfAStepByANameMadeAtRunTimeThatIsNotThereSaysSo() throws Exception {
    write("first.camel.yaml", calling("first", "no${null}where").replace("- to:", "- toD:"));
    routes.load(directory);
    Exchange ended = routes.send("first", exchange -> {});
    assertThat(ended.getException()).hasMessageContaining("direct:nowhere");
  }

  @Test
  void nameMadeAtRunTimeIsANameAndNothingElse(@TempDir Path other) throws Exception {
    Path made = other.resolve("made");
    for (String name :
        List.of(
            "second?exceptionHandler=#class:java.io.FileOutputStream('" + made + "')",
            "second?exceptionHandler=%23class:java.io.FileOutputStream('" + made + "')",
            "second?a=RAW($simple{type:java.io.File})")) {
      write("first.camel.yaml", calling("first", "${body}").replace("- to:", "- toD:"));
      write("second.camel.yaml", answering("second", "reached"));
      routes.load(directory);
      Exchange ended = routes.send("first", exchange -> exchange.getMessage().setBody(name));
      assertThat(ended.getException()).as(name).isNotNull();
      assertThat(made).as(name).doesNotExist();
    }
  }

  @Test
  void workOfTheStepsDoesNotReachTheSeamsOfTheProgram() throws Exception {
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:of-the-program").routeId("of-the-program").setBody(constant("reached"));
          }
        });
    for (String before : List.of("", "- removeProperties: {pattern: '*'}\n        ")) {
      write(
          "first.camel.yaml",
          calling("first", "of-the-${body}").replace("- to:", before + "- toD:"));
      routes.load(directory);
      Exchange ended = routes.send("first", exchange -> exchange.getMessage().setBody("program"));
      assertThat(ended.getException()).as(before).hasMessageContaining("direct:of-the-program");
    }
    write("first.camel.yaml", calling("first", "of-the-program"));
    assertThatThrownBy(() -> routes.load(directory)).hasMessageContaining("of-the-program");
    assertThat(context.createProducerTemplate().requestBody("direct:of-the-program", ""))
        .isEqualTo("reached");
  }

  @Test
  void failureIsLeftToTheCallerAndLoggedByNobodyElse() throws Exception {
    write("first.camel.yaml", calling("first", "no${null}where").replace("- to:", "- toD:"));
    routes.load(directory);
    Logger camel = (Logger) LoggerFactory.getLogger("org.apache.camel.processor.errorhandler");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    camel.addAppender(logged);
    try {
      assertThat(routes.send("first", exchange -> {}).getException()).isNotNull();
      assertThat(logged.list).isEmpty();
    } finally {
      camel.detachAppender(logged);
    }
  }

  @Test
  void exchangesAStepFiftyTimesUnderLoadAndNothingFails() throws Exception {
    write("first.camel.yaml", calling("first", "second"));
    write("second.camel.yaml", answering("second", "0"));
    routes.load(directory);
    CountDownLatch stop = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> load =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(
                  n ->
                      threads.submit(
                          () -> {
                            int done = 0;
                            while (stop.getCount() > 0) {
                              assertThat(answer("first")).asString().matches("\\d+");
                              done++;
                            }
                            return done;
                          }))
              .toList();
      for (int edit = 1; edit <= 50; edit++) {
        write("second.camel.yaml", answering("second", Integer.toString(edit)));
        routes.load(directory);
        assertThat(answer("first")).isEqualTo(Integer.toString(edit));
      }
      stop.countDown();
      for (Future<Integer> one : load) {
        assertThat(one.get()).isPositive();
      }
    }
  }

  private Object answer(String seam) {
    Exchange ended = routes.send(seam, exchange -> {});
    assertThat(ended.getException()).isNull();
    return ended.getMessage().getBody();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private static String answering(String name, String answer) {
    return """
    - route:
        id: %1$s
        from:
          uri: direct:%1$s
          steps:
            - setBody:
                id: %1$s-answer
                constant: "%2$s"
    """
        .formatted(name, answer);
  }

  private static String calling(String name, String other) {
    return """
    - route:
        id: %1$s
        from:
          uri: direct:%1$s
          steps:
            - to:
                id: %1$s-call
                uri: direct:%2$s
    """
        .formatted(name, other);
  }

  private static String waitingThenCalling(String name, String other) {
    return """
    - route:
        id: %1$s
        from:
          uri: direct:%1$s
          steps:
            - bean:
                id: %1$s-wait
                ref: gate
                method: await
            - toD:
                id: %1$s-call
                uri: direct:%2$s
    """
        .formatted(name, other);
  }
}
