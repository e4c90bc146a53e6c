package io.netdepot.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conditions of a {@code doCatch}, above all ones that fail themselves. */
@Timeout(180)
class CatchConditionsTest {
  private final Path directory;
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final StepRoutes routes;

  CatchConditionsTest(@TempDir Path directory) {
    this.directory = directory;
    StepSurroundings surroundings =
        new StepSurroundings(Map.of(), unused -> {}, Map.of(), Set.of());
    context.disableJMX();
    surroundings.prepare(context);
    routes = new StepRoutes(context, surroundings, List.of(), Clock.systemUTC());
  }

  @BeforeEach
  void start() {
    context.start();
  }

  @AfterEach
  void stop() {
    routes.close();
    context.stop();
  }

  @Test
  void takesOneThatFailsForFalseAndLetsTheFailureGoOn() throws Exception {
    load("${exception.failure.reason.code} == 'stalled'");
    assertThat(send().getException()).hasMessage("the switch is away");
  }

  @Test
  void catchesWhereItHolds() throws Exception {
    load("${exception.message} == 'the switch is away'");
    Exchange ended = send();
    assertThat(ended.getException()).isNull();
    assertThat(ended.getMessage().getBody()).isEqualTo("caught");
  }

  @Test
  void letsGoOnWhereItDoesNotHold() throws Exception {
    load("${exception.message} == 'another'");
    assertThat(send().getException()).hasMessage("the switch is away");
  }

  @Test
  void isReadWhenTheFileIs() {
    assertThatThrownBy(() -> load("${exception.message =="))
        .isInstanceOf(RoutesRefusedException.class);
  }

  private Exchange send() {
    return routes.send("first", unused -> {});
  }

  private void load(String condition) throws Exception {
    Files.writeString(
        directory.resolve("first.camel.yaml"),
        """
        - route:
            id: first
            from:
              uri: direct:first
              steps:
                - doTry:
                    steps:
                      - throwException:
                          message: the switch is away
                          exceptionType: java.lang.IllegalStateException
                    doCatch:
                      - exception:
                          - java.lang.IllegalStateException
                        onWhen:
                          simple: "%s"
                        steps:
                          - setBody: {constant: caught}
        """
            .formatted(condition));
    routes.load(directory);
  }
}
