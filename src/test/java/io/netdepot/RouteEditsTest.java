package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Step routes that are edited while the whole service runs. */
@Timeout(300)
class RouteEditsTest {
  private static final String ROUTES = "/netdepot/v1/routes";
  private static final String RELOAD = ROUTES + "/reload";
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Path folder;
  private final Path routes;

  RouteEditsTest(@TempDir Path folder) {
    this.folder = folder;
    this.routes = folder.resolve("routes");
  }

  @BeforeEach
  void copyTheShippedRoutes() throws IOException {
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Files.copy(file, routes.resolve(shipped.relativize(file).toString()));
      }
    }
  }

  @Test
  void editsDuringACollectionFailNothingAndOldSetsGoAway() throws Exception {
    List<SimulatedSwitch> switches = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      switches.add(
          SimulatedSwitch.at(SwitchSite.nextAddress())
              .packageSize(16 << 10)
              .generateTime(Duration.ofSeconds(12))
              .build());
    }
    try (SimulatedFleet fleet = SimulatedFleet.start(0, switches);
        TestDepot depot = start(fleet.port())) {
      DepotApi api = depot.writer();
      String operation =
          api.post(
                  DepotApi.PACKAGES,
                  Map.of(
                      "Switches",
                      switches.stream().map(each -> Map.of("Address", each.address())).toList()))
              .body()
              .path("operationId")
              .asText();
      await().atMost(LONG).until(() -> switches.stream().allMatch(each -> each.connections() > 0));
      Set<Integer> seen = new HashSet<>();
      for (int edit = 1; edit <= 50; edit++) {
        edit("store.camel.yaml", "id: store-publish", "id: store-publish-" + edit);
        DepotApi.Answer answer = api.post(RELOAD, Map.of());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        answer.body().path("generations").forEach(set -> seen.add(set.path("generation").asInt()));
        edit("store.camel.yaml", "id: store-publish-" + edit, "id: store-publish");
      }
      assertThat(seen).hasSizeGreaterThanOrEqualTo(51);
      // The first set has all the work: nobody has ended yet who began on it.
      await().atMost(LONG).until(() -> ended(api, operation));
      assertThat(api.get(DepotApi.OPERATIONS + "/" + operation).body().path("Status").asText())
          .isEqualTo("completed");
      assertThat(switches).allMatch(each -> generated(each) == 1);
      await().atMost(LONG).until(() -> api.get(ROUTES).body().path("generations").size() == 1);
    }
  }

  private static long generated(SimulatedSwitch simulated) {
    return simulated.commands().stream().filter(command -> command.contains("generate")).count();
  }

  private static boolean ended(DepotApi api, String operation) throws Exception {
    return api.get(DepotApi.OPERATIONS + "/" + operation).body().hasNonNull("Result");
  }

  @Test
  void refusedEditIsShownEverywhereAndTakesNothingDown() throws Exception {
    try (TestDepot depot = start(1)) {
      JsonNode before = depot.reader().get(ROUTES).body();
      assertThat(before.path("generations")).hasSize(1);
      assertThat(before.at("/generations/0/files/0/name").asText())
          .isEqualTo("aggregate.camel.yaml");
      assertThat(before.has("refusal")).isFalse();
      assertThat(before.path("ignored")).isEmpty();

      Files.writeString(routes.resolve("store.camel.yml"), "- route:");
      await()
          .atMost(LONG)
          .until(
              () ->
                  depot
                      .reader()
                      .get(ROUTES)
                      .body()
                      .at("/ignored/0")
                      .asText()
                      .equals("store.camel.yml"));

      edit("store.camel.yaml", "ref: packages", "reff: packages");
      await().atMost(LONG).until(() -> depot.reader().get(ROUTES).body().has("refusal"));

      JsonNode problem = depot.reader().get(ROUTES).body().at("/refusal/problems/0");
      assertThat(problem.path("file").asText()).isEqualTo("store.camel.yaml");
      assertThat(problem.path("line").asInt()).isBetween(11, 14);
      assertThat(problem.path("reason").asText()).contains("reff");
      DepotApi.Answer refused = depot.writer().post(RELOAD, Map.of());
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.body().path("code").asText()).isEqualTo("routes-refused");
      assertThat(refused.body().path("detail").asText()).contains("store.camel.yaml:");
      assertThat(depot.reader().post(RELOAD, Map.of()).status()).isEqualTo(403);
      HttpResponse<String> ready = depot.observe("health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).contains("store.camel.yaml").contains("reff");
      assertThat(depot.reader().get(ROUTES).body().path("generations")).hasSize(1);

      edit("store.camel.yaml", "reff: packages", "ref: packages");
      await().atMost(LONG).until(() -> !depot.reader().get(ROUTES).body().has("refusal"));
      assertThat(depot.observe("health/ready").body()).doesNotContain("reff");
    }
  }

  /** An edit, and where and why it is refused. */
  private record BadEdit(
      String kind, String name, String old, String replacement, String place, String reason) {}

  private static final List<BadEdit> BAD_EDITS =
      List.of(
          new BadEdit(
              "an id that is taken",
              "store.camel.yaml",
              "id: store-package\n",
              "id: collect\n",
              "store.camel.yaml:",
              "is taken by a route in collect.camel.yaml:7"),
          new BadEdit(
              "two readers",
              "store.camel.yaml",
              "uri: direct:store-package",
              "uri: direct:collect",
              "store.camel.yaml:",
              "and collect in collect.camel.yaml:9"),
          new BadEdit(
              "an entry that is mistyped",
              "collect.camel.yaml",
              "uri: direct:collect",
              "uri: direct:colect",
              "collect.camel.yaml:9",
              "line 9 reads direct:colect, which nobody calls: is direct:collect meant?"),
          new BadEdit(
              "an entry that is gone",
              "collect.camel.yaml",
              "uri: direct:collect",
              "uri: direct:something-else",
              "collect.camel.yaml:9",
              "in the last good set it was here"),
          new BadEdit(
              "a call that is mistyped",
              "collect.camel.yaml",
              "uri: direct:store-package",
              "uri: direct:store-pakage",
              "collect.camel.yaml:18",
              "reads direct:store-package, which nobody calls"));

  @Test
  void everyRefusalHasFileLineAndReason() throws Exception {
    try (TestDepot depot = start(1)) {
      for (BadEdit edit : BAD_EDITS) {
        edit(edit.name(), edit.old(), edit.replacement());
        assertThat(depot.writer().post(RELOAD, Map.of()).status()).as(edit.kind()).isEqualTo(409);
        JsonNode problems = depot.reader().get(ROUTES).body().at("/refusal/problems");
        assertThat(problems).as(edit.kind()).isNotEmpty();
        assertThat(problems)
            .as(edit.kind())
            .allMatch(problem -> problem.path("line").asInt() > 0)
            .anySatisfy(
                problem -> {
                  assertThat(problem.path("file").asText() + ":" + problem.path("line").asInt())
                      .startsWith(edit.place());
                  assertThat(problem.path("reason").asText()).contains(edit.reason());
                });
        edit(edit.name(), edit.replacement(), edit.old());
      }
      assertThat(depot.writer().post(RELOAD, Map.of()).status()).isEqualTo(200);
    }
  }

  @Test
  void startWithBrokenFilesUsesTheLastGoodOnesAndSaysSo() throws Exception {
    start(1).close();
    edit("store.camel.yaml", "ref: packages", "reff: packages");
    try (TestDepot depot = start(1)) {
      JsonNode shown = depot.reader().get(ROUTES).body();
      assertThat(shown.path("lastGood").asBoolean()).isTrue();
      assertThat(shown.has("refusal")).isTrue();
      assertThat(shown.path("generations")).hasSize(1);
      assertThat(depot.observe("health/ready").statusCode()).isEqualTo(200);
      edit("store.camel.yaml", "reff: packages", "ref: packages");
      await()
          .atMost(LONG)
          .until(() -> !depot.reader().get(ROUTES).body().path("lastGood").asBoolean());
    }
  }

  private TestDepot start(int sshPort) throws Exception {
    return TestDepot.start(
        folder.resolve("data"),
        Map.of("routes.directory", routes.toString(), "ssh.port", Integer.toString(sshPort)));
  }

  private void edit(String name, String old, String replacement) throws IOException {
    Path file = routes.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, replacement));
  }
}
