package io.netdepot.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.netdepot.http.Json;
import io.netdepot.management.OpenDoor.Answer;
import io.netdepot.monitor.Check;
import io.netdepot.monitor.Finding;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * The health of the service, for monitors and for people: 200 when all that was looked at is up,
 * 503 when something is down. {@code /observe/health/live} looks only at what a restart would mend.
 */
public final class HealthDoor implements Door {
  static final String PATH = "/observe/health";

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final List<CheckWatch> checks;

  public HealthDoor(List<? extends Check> checks) {
    Executor threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("health-", 0).factory());
    this.checks =
        checks.stream().map(check -> new CheckWatch(check, ANSWER_WITHIN, threads)).toList();
  }

  @Override
  public void install(Router router) {
    new OpenDoor(PATH, () -> look(check -> true)).install(router);
    new OpenDoor(PATH + "/ready", () -> look(check -> true)).install(router);
    new OpenDoor(PATH + "/live", () -> look(Check::isLiveness)).install(router);
  }

  private CompletionStage<Answer> look(Predicate<Check> wanted) {
    List<CompletableFuture<Checked>> looks =
        checks.stream()
            .filter(watch -> wanted.test(watch.check()))
            .map(watch -> watch.look().thenApply(found -> checked(watch.check(), found)))
            .toList();
    return CompletableFuture.allOf(looks.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> answer(looks.stream().map(CompletableFuture::join).toList()));
  }

  private static Answer answer(List<Checked> checks) {
    boolean up = checks.stream().allMatch(check -> check.status() == Status.UP);
    return new Answer(
        up ? 200 : 503,
        "application/json",
        Buffer.buffer(Json.bytes(new Report(up ? Status.UP : Status.DOWN, checks))));
  }

  private static Checked checked(Check check, Finding found) {
    return new Checked(
        check.name(),
        found.down() ? Status.DOWN : Status.UP,
        found.sentence(),
        new TreeMap<>(found.details()));
  }

  private enum Status {
    UP,
    DOWN
  }

  @JsonPropertyOrder({"status", "checks"})
  private record Report(Status status, List<Checked> checks) {}

  @JsonPropertyOrder({"name", "status", "message", "data"})
  private record Checked(
      String name,
      Status status,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String message,
      Map<String, Object> data) {}
}
