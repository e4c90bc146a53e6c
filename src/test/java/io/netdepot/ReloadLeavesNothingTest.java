package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netdepot.process.DepotApi;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred edits later the service is no larger than before. */
@Timeout(600)
class ReloadLeavesNothingTest {
  private static final String ROUTES = "/netdepot/v1/routes";
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Path folder;
  private final Path routes;

  ReloadLeavesNothingTest(@TempDir Path folder) {
    this.folder = folder;
    this.routes = folder.resolve("routes");
  }

  /** What a leak would show up in. */
  private record Counts(int threads, int beans, long meters, long endpoints, int classes) {}

  @Test
  void twoHundredReloadsLeaveNothingBehind() throws Exception {
    copyTheShippedRoutes();
    try (TestDepot depot =
        TestDepot.start(folder.resolve("data"), Map.of("routes.directory", routes.toString()))) {
      reload(depot, 1, 20);
      Counts before = counts(depot);
      reload(depot, 21, 220);
      Counts after = counts(depot);
      assertThat(after.beans()).as("JMX beans: %s, %s", before, after).isEqualTo(before.beans());
      assertThat(after.meters()).as("meters: %s, %s", before, after).isEqualTo(before.meters());
      assertThat(after.endpoints())
          .as("endpoints: %s, %s", before, after)
          .isEqualTo(before.endpoints());
      // Pools that grow while they are used have their limits.
      assertThat(after.threads() - before.threads())
          .as("threads: %s, %s", before, after)
          .isLessThan(25);
      assertThat(after.classes() - before.classes())
          .as("classes: %s, %s", before, after)
          .isLessThan(400);
    }
  }

  private void reload(TestDepot depot, int first, int last) throws Exception {
    DepotApi api = depot.writer();
    Path file = routes.resolve("store.camel.yaml");
    String text = Files.readString(file);
    for (int edit = first; edit <= last; edit++) {
      Files.writeString(
          file, text.replaceFirst("id: store-publish\\S*", "id: store-publish-" + edit));
      DepotApi.Answer answer = api.post(ROUTES + "/reload", Map.of());
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    }
    await().atMost(LONG).until(() -> api.get(ROUTES).body().path("generations").size() == 1);
  }

  private static Counts counts(TestDepot depot) throws Exception {
    String metrics = depot.observe("metrics").body();
    return new Counts(
        ManagementFactory.getThreadMXBean().getThreadCount(),
        beans("org.apache.camel:*"),
        metrics.lines().filter(line -> line.startsWith("camel_")).count(),
        beans("org.apache.camel:type=endpoints,*"),
        ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
  }

  private static int beans(String pattern) throws Exception {
    return ManagementFactory.getPlatformMBeanServer()
        .queryNames(new ObjectName(pattern), null)
        .size();
  }

  private void copyTheShippedRoutes() throws IOException {
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Files.copy(file, routes.resolve(shipped.relativize(file).toString()));
      }
    }
  }
}
