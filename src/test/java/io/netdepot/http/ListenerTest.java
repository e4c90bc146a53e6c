package io.netdepot.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ListenerTest {
  private static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

  private final Logger log = (Logger) LoggerFactory.getLogger("io.vertx");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void leave() {
    log.detachAppender(lines);
  }

  @Test
  @SuppressWarnings("deprecation") // Vert.x finalizes, so that is what has to be waited for
  void oneThatFindsItsPortTakenLeavesNothingToTheGarbageCollector() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 20; i++) {
        refusedAt(taken.getLocalPort());
      }
    }
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> memory.getObjectPendingFinalizationCount() == 0);
    }
    assertThat(lines.list).isEmpty();
  }

  private static void refusedAt(int port) throws Exception {
    Vertx vertx = Vertx.vertx();
    Failures failures = new Failures(new Answers(new Apis(List.of())), 1);
    try {
      assertThatThrownBy(
              () ->
                  await(
                      vertx.deployVerticle(
                          () ->
                              new Listener(
                                  HOST,
                                  port,
                                  Listener.plain(),
                                  request -> {},
                                  failures,
                                  server -> {}),
                          new DeploymentOptions().setInstances(2))))
          .hasMessageContaining("Address already in use");
    } finally {
      await(vertx.close());
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
