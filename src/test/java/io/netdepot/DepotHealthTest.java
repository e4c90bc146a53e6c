package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics on the management port of the whole service. */
@Timeout(120)
class DepotHealthTest {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  @TempDir Path folder;

  @Test
  void isLiveAndReadyAndSaysWhatIsChecked() throws Exception {
    try (TestDepot depot = TestDepot.start(folder.resolve("data"), Map.of())) {
      assertThat(depot.observe("health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = depot.observe("health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      JsonNode checks = new ObjectMapper().readTree(ready.body()).path("checks");
      assertThat(checks.findValuesAsText("name"))
          .containsExactly(
              "runtime",
              "catalog",
              "store",
              "disk",
              "blobs",
              "routes",
              "sources",
              "schedules",
              "switches",
              "devices");
      assertThat(checks.findValuesAsText("status")).containsOnly("UP");
      assertThat(checks.at("/3/data/usableBytes").asLong()).isPositive();
      assertThat(ready.body()).doesNotContain("org.apache", "route:", "\\\"");
      assertThat(depot.observe("health?data=true").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isNotReadyWithAFullDiskButLives() throws Exception {
    Map<String, String> nothingIsEnough =
        Map.of("store.free-bytes", "100000 TiB", "store.free-percent", "99");
    try (TestDepot depot = TestDepot.start(folder.resolve("data"), nothingIsEnough)) {
      HttpResponse<String> ready = depot.observe("health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("is full", "bytes are free; delete packages");
      HttpResponse<String> live = depot.observe("health/live");
      assertThat(live.statusCode()).isEqualTo(200);
      assertThat(live.body()).doesNotContain("DOWN");
      // Reading goes on.
      assertThat(depot.reader().get("/nmx/v1/support-packages").status()).isEqualTo(200);
    }
  }

  @Test
  void namesARouteThatShouldRunAndDoesNot() throws Exception {
    try (TestDepot depot = TestDepot.start(folder.resolve("data"), Map.of())) {
      ObjectName route =
          BEANS
              .queryNames(
                  new ObjectName("org.apache.camel:type=routes,name=\"nmx-listOperations\",*"),
                  null)
              .iterator()
              .next();
      BEANS.invoke(route, "stop", null, null);

      HttpResponse<String> ready = depot.observe("health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("These routes should run and do not: nmx-listOperations;")
          .contains("\"stopped\":[\"nmx-listOperations\"]");
      assertThat(depot.observe("health/live").statusCode()).isEqualTo(200);

      BEANS.invoke(route, "start", null, null);
      assertThat(depot.observe("health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void measuresInBaseUnitsWithoutNamesOfOthersAsLabels() throws Exception {
    try (TestDepot depot = TestDepot.start(folder.resolve("data"), Map.of())) {
      depot
          .writer()
          .post(
              "/nmx/v1/support-packages",
              Map.of("Switches", java.util.List.of(Map.of("Address", "127.0.7.99"))));
      String metrics = depot.observe("metrics").body();
      assertThat(metrics)
          .contains(
              "netdepot_sessions_running",
              "netdepot_collection_paused",
              "netdepot_received_bytes_total",
              "netdepot_packages ",
              "netdepot_packages_size_bytes",
              "netdepot_images ",
              "netdepot_images_size_bytes",
              "netdepot_disk_usable_bytes");
      assertThat(metrics.lines().filter(line -> line.startsWith("netdepot_")))
          .allMatch(line -> !line.matches(".*\\{.*(127\\.|tar|/).*\\}.*"))
          .noneMatch(line -> line.matches("netdepot\\S*(_ms|_milli|_kib|_mb|_minutes).*"));
      assertThat(
              Pattern.compile("(\\w+)=\"127\\.0\\.7\\.99\"")
                  .matcher(metrics)
                  .results()
                  .map(MatchResult::group))
          .isEmpty();
    }
  }
}
