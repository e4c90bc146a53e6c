package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that nobody waits for: a copy of an exchange, which ends on the set it was made in. */
@Timeout(120)
class TappedCopiesTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;

  private final Gate gate = new Gate();
  private final HeldPools pools = new HeldPools();
  private final DefaultCamelContext context = new DefaultCamelContext();
  private StepRoutes routes;

  /** What the copies do. */
  public static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    public void await() throws InterruptedException {
      reached.countDown();
      open.await();
    }

    public void failTwice() {
      if (calls.incrementAndGet() < 3) {
        throw new IllegalStateException("not yet");
      }
    }

    public void note(String text) {
      notes.add(text);
    }
  }

  /** Pools whose threads are busy with something else until told. */
  private static final class HeldPools extends DefaultThreadPoolFactory {
    private final CountDownLatch free = new CountDownLatch(1);
    private volatile boolean held;

    @Override
    public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory threads) {
      ExecutorService pool = super.newThreadPool(profile, threads);
      for (int i = 0; held && i < profile.getMaxPoolSize(); i++) {
        pool.execute(this::hold);
      }
      return pool;
    }

    private void hold() {
      try {
        free.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @BeforeEach
  void start() {
    StepSurroundings surroundings =
        new StepSurroundings(Map.of(), unused -> {}, Map.of("gate", gate), Set.of());
    context.disableJMX();
    surroundings.prepare(context);
    context.getExecutorServiceManager().setThreadPoolFactory(pools);
    context.start();
    routes = new StepRoutes(context, surroundings, List.of(), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    pools.free.countDown();
    gate.open.countDown();
    routes.close();
    context.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void copyThatWaitsForAThreadEndsOnTheSetItWasMadeIn(String copy) throws Exception {
    pools.held = true;
    load("old", "", "{uri: 'direct:tapped', copy: " + copy + "}");
    pools.held = false;
    send();
    load("new", "", "{uri: 'direct:tapped'}");
    routes.removeUnused();
    assertThat(routes.generations()).containsExactly(1, 2);
    pools.free.countDown();
    await().atMost(SOON).until(() -> gate.notes.equals(List.of("old")));
    awaitTheNewOneAlone();
  }

  /** Whatever a route may do with an exchange between two steps. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "- delay: {constant: 300}",
        "- delay: {constant: 300, id: slow}\n        - delay: {constant: 100}",
        "- bean: {ref: gate, method: failTwice}",
        "- loop: {constant: 2, steps: [{delay: {constant: 150}}]}",
        "- split: {tokenize: ',', steps: [{delay: {constant: 150}}]}",
        "- multicast: {steps: [{delay: {constant: 150}}, {log: two}]}",
        "- wireTap: {uri: 'direct:on'}",
      })
  void copyEndsOnTheSetItWasMadeInWhateverItWaitsFor(String step) throws Exception {
    load("old", "- bean: {ref: gate, method: await}\n        " + step, "{uri: 'direct:tapped'}");
    send();
    gate.reached.await();
    load("new", "", "{uri: 'direct:tapped'}");
    routes.removeUnused();
    assertThat(routes.generations()).containsExactly(1, 2);
    gate.open.countDown();
    await()
        .atMost(SOON)
        .until(
            () -> {
              routes.removeUnused();
              return gate.notes.contains("old");
            });
    awaitTheNewOneAlone();
    assertThat(gate.notes).containsOnly("old");
  }

  @Test
  void copyThatFailsIsDoneToo() throws Exception {
    load(
        "old",
        "- throwException: {message: no, exceptionType: java.lang.IllegalStateException}",
        "{uri: 'direct:tapped'}");
    send();
    load("new", "", "{uri: 'direct:tapped'}");
    awaitTheNewOneAlone();
    assertThat(gate.notes).isEmpty();
  }

  private void awaitTheNewOneAlone() {
    await()
        .atMost(SOON)
        .until(
            () -> {
              routes.removeUnused();
              return routes.generations().equals(List.of(2));
            });
  }

  private void send() {
    Exchange ended = routes.send("first", exchange -> exchange.getMessage().setBody("a,b"));
    assertThat(ended.getException()).isNull();
  }

  private void load(String note, String step, String tap) throws Exception {
    Files.writeString(
        directory.resolve("first.camel.yaml"),
        """
        - route:
            id: first
            from:
              uri: direct:first
              steps:
                - wireTap: %2$s
        - route:
            id: tapped
            errorHandler:
              defaultErrorHandler:
                redeliveryPolicy: {maximumRedeliveries: 3, redeliveryDelay: 150}
            from:
              uri: direct:tapped
              steps:
                %3$s
                - to: direct:on
        - route:
            id: on
            from:
              uri: direct:on
              steps:
                - setBody: {constant: %1$s}
                - bean: {ref: gate, method: 'note(${body})'}
        """
            .formatted(note, tap, step));
    routes.load(directory);
  }
}
