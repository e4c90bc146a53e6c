package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.process.DepotApi;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JMX of the whole service. */
@Timeout(120)
class DepotJmxTest {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  @TempDir Path folder;

  @Test
  void describesWhatItShowsAndHoldsCollectionsBack() throws Exception {
    SimulatedSwitch simulated = SimulatedSwitch.at("127.0.7.31").packageSize(64 << 10).build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        TestDepot depot =
            TestDepot.start(
                folder.resolve("data"), Map.of("ssh.port", Integer.toString(fleet.port())))) {
      ObjectName bean = new ObjectName("io.netdepot:type=Collection");
      describesEverything(BEANS.getMBeanInfo(bean));

      BEANS.invoke(bean, "pause", new Object[0], new String[0]);
      DepotApi api = depot.writer();
      api.post(DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", "127.0.7.31"))));
      // Whoever would take it up has been rung by the request, and rings come one after the other.
      Awaitility.await()
          .during(Duration.ofMillis(500))
          .atMost(Duration.ofSeconds(60))
          .until(() -> attribute(bean, "OperationsPending").equals(1L));
      assertThat(attribute(bean, "Paused")).isEqualTo(true);
      assertThat(simulated.connections()).isZero();

      BEANS.invoke(bean, "resume", new Object[0], new String[0]);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> attribute(bean, "OperationsCompleted").equals(1L));
      assertThat(attribute(bean, "Paused")).isEqualTo(false);
      assertThat(attribute(bean, "PackagesStored")).isEqualTo(1L);
      assertThat((long) attribute(bean, "BytesReceived")).isBetween(1L, 1L << 20);
      assertThat(attribute(bean, "BytesStored")).isEqualTo(attribute(bean, "BytesReceived"));
    }
  }

  @Test
  void describesEachAttributeOperationAndParameter() throws Exception {
    try (TestDepot depot = TestDepot.start(folder.resolve("data"), Map.of())) {
      Set<ObjectName> beans = BEANS.queryNames(new ObjectName("io.netdepot:*"), null);
      assertThat(beans.stream().map(name -> name.getKeyProperty("type")))
          .contains("Collection", "Operations", "ImageSync", "Routes")
          .contains("Expire", "Scrub", "Schedules");
      for (ObjectName bean : beans) {
        MBeanInfo info = BEANS.getMBeanInfo(bean);
        assertThat(info.getDescription()).as("%s", bean).contains(" ");
        assertThat(info.getAttributes()).as("%s", bean).isNotEmpty();
        assertDescribed(bean, info.getAttributes());
        assertDescribed(bean, info.getOperations());
        for (MBeanOperationInfo operation : info.getOperations()) {
          assertDescribed(bean, operation.getSignature());
          assertThat(operation.getSignature())
              .as("%s %s", bean, operation.getName())
              .noneMatch(parameter -> parameter.getName().matches("(p|arg)\\d+"));
        }
      }
      assertThat(depot.reader().get(DepotApi.PACKAGES).status()).isEqualTo(200);
    }
  }

  private static void assertDescribed(ObjectName bean, MBeanFeatureInfo[] features) {
    for (MBeanFeatureInfo feature : features) {
      assertThat(feature.getDescription()).as("%s %s", bean, feature.getName()).contains(" ");
    }
  }

  private static void describesEverything(MBeanInfo info) {
    assertThat(info.getDescription()).isEqualTo("Collection of support packages from switches");
    assertThat(names(info.getAttributes()))
        .contains("OperationsPending", "OperationsInProgress", "OperationsCompleted")
        .contains("OperationsFailed", "OperationsCancelled", "RunningSessions")
        .contains("BytesReceived", "BytesStored", "PackagesStored", "Paused")
        .contains("MostConnections", "MostTransfers");
    assertThat(names(info.getOperations())).contains("pause", "resume");
  }

  private static List<String> names(MBeanFeatureInfo[] features) {
    return Arrays.stream(features).map(MBeanFeatureInfo::getName).toList();
  }

  @Test
  void twoServicesInOneProcessHaveABeanEachAndTakeItAway() throws Exception {
    ObjectName all = new ObjectName("io.netdepot:type=Collection,*");
    assertThat(BEANS.queryNames(all, null)).isEmpty();
    try (TestDepot first = TestDepot.start(folder.resolve("one"), Map.of())) {
      Set<ObjectName> ofFirst = Set.copyOf(BEANS.queryNames(all, null));
      assertThat(ofFirst).containsExactly(new ObjectName("io.netdepot:type=Collection"));
      TestDepot second = TestDepot.start(folder.resolve("two"), Map.of());
      assertThat(BEANS.queryNames(all, null)).hasSize(2);
      second.close();
      assertThat(BEANS.queryNames(all, null)).isEqualTo(ofFirst);
      assertThat(first.reader().get(DepotApi.PACKAGES).status()).isEqualTo(200);
    }
    assertThat(BEANS.queryNames(all, null)).isEmpty();
    assertThat(BEANS.queryNames(new ObjectName("org.apache.camel:*"), null)).isEmpty();
  }

  @Test
  void showsOperationsWithTheirSwitchesAndCancelsOne() throws Exception {
    SimulatedSwitch endless =
        SimulatedSwitch.at("127.0.7.32").fault(new Fault.GenerateHangs()).build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(endless));
        TestDepot depot =
            TestDepot.start(
                folder.resolve("data"), Map.of("ssh.port", Integer.toString(fleet.port())))) {
      ObjectName bean = new ObjectName("io.netdepot:type=Operations");
      String id =
          depot
              .writer()
              .post(
                  DepotApi.PACKAGES,
                  Map.of("Switches", List.of(Map.of("Address", endless.address()))))
              .body()
              .path("operationId")
              .asText();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> invoked(bean, "switchesOf", id)[0].get("phase").equals("generate"));
      CompositeData[] unfinished = (CompositeData[]) attribute(bean, "Unfinished");
      assertThat(unfinished).hasSize(1);
      assertThat(unfinished[0].get("id")).isEqualTo(id);
      assertThat(unfinished[0].get("switches")).isEqualTo(1);
      CompositeData running = invoked(bean, "switchesOf", id)[0];
      assertThat(running.get("address")).isEqualTo(endless.address());
      assertThat(running.get("state")).isEqualTo("in-progress");

      assertThat((String) invoke(bean, "cancel", id)).contains("being cancelled");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> ((CompositeData) invoke(bean, "find", id)).get("state").equals("cancelled"));
      assertThat((CompositeData[]) attribute(bean, "Unfinished")).isEmpty();
      assertThat((CompositeData[]) attribute(bean, "Recent")).hasSize(1);
      assertThat((String) invoke(bean, "cancel", id)).contains("has ended");

      assertThatThrownBy(() -> invoke(bean, "cancel", "0".repeat(24)))
          .rootCause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no operation");
      assertThatThrownBy(() -> invoke(bean, "cancel", "nonsense"))
          .rootCause()
          .hasMessageContaining("24 hex digits");
      assertThatThrownBy(() -> invoke(bean, "cancel", null))
          .rootCause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Give the id of an operation");
    }
  }

  @Test
  void changesTheSessionLimitWhileItRuns() throws Exception {
    SimulatedSwitch hanging =
        SimulatedSwitch.at("127.0.7.33").fault(new Fault.GenerateHangs()).build();
    SimulatedSwitch waiting = SimulatedSwitch.at("127.0.7.34").packageSize(64 << 10).build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(hanging, waiting));
        TestDepot depot =
            TestDepot.start(
                folder.resolve("data"),
                Map.of(
                    "ssh.port", Integer.toString(fleet.port()),
                    "ssh.connections", "1",
                    "ssh.transfers", "1"))) {
      ObjectName bean = new ObjectName("io.netdepot:type=Collection");
      depot
          .writer()
          .post(
              DepotApi.PACKAGES,
              Map.of(
                  "Switches",
                  List.of(
                      Map.of("Address", hanging.address()), Map.of("Address", waiting.address()))));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> attribute(bean, "RunningSessions").equals(1));
      BEANS.setAttribute(bean, new Attribute("MostConnections", 2));
      assertThat(attribute(bean, "MostConnections")).isEqualTo(2);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> attribute(bean, "PackagesStored").equals(1L));
      assertThatThrownBy(() -> BEANS.setAttribute(bean, new Attribute("MostTransfers", 3)))
          .rootCause()
          .hasMessageContaining("allow more connections first");
      assertThatThrownBy(() -> BEANS.setAttribute(bean, new Attribute("MostConnections", 0)))
          .rootCause()
          .hasMessageContaining("from 1 to");
    }
  }

  @Test
  void reloadsRoutesAndSaysWhyTheyAreRefused() throws Exception {
    Path routes = copyOfRoutes();
    try (TestDepot depot =
        TestDepot.start(folder.resolve("data"), Map.of("routes.directory", routes.toString()))) {
      ObjectName bean = new ObjectName("io.netdepot:type=Routes");
      assertThat(attribute(bean, "LastReloadError")).isEqualTo("");
      assertThat((CompositeData[]) attribute(bean, "Generations")).hasSize(1);
      Path notify = routes.resolve("notify.camel.yaml");
      String good = Files.readString(notify);
      Files.writeString(notify, good.replace("- log:", "- logg:"));
      assertThat((String) BEANS.invoke(bean, "reload", new Object[0], new String[0]))
          .contains("Refused", "notify.camel.yaml");
      assertThat((String) attribute(bean, "LastReloadError")).contains("notify.camel.yaml", "logg");
      assertThat(attribute(bean, "Refused")).isEqualTo(true);
      assertThat((String) attribute(bean, "LastReloadErrorAt")).startsWith("20");

      Files.writeString(notify, good + "# Looked at again.\n");
      assertThat((String) BEANS.invoke(bean, "reload", new Object[0], new String[0]))
          .contains("are at work");
      assertThat(attribute(bean, "Refused")).isEqualTo(false);
      assertThat(attribute(bean, "LastReloadError")).isEqualTo("");
      assertThat(attribute(bean, "Loads")).isEqualTo(2L);
      assertThat(depot.reader().get(DepotApi.PACKAGES).status()).isEqualTo(200);
    }
  }

  @Test
  void runsTheRulesOfRetentionAndTheScrub() throws Exception {
    SimulatedSwitch simulated = SimulatedSwitch.at("127.0.7.40").packageSize(64 << 10).build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        TestDepot depot =
            TestDepot.start(
                folder.resolve("data"),
                Map.of("ssh.port", Integer.toString(fleet.port()), "packages.keep-age", "1 ms"))) {
      depot
          .writer()
          .post(
              DepotApi.PACKAGES,
              Map.of("Switches", List.of(Map.of("Address", simulated.address()))));
      ObjectName collection = new ObjectName("io.netdepot:type=Collection");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> attribute(collection, "OperationsCompleted").equals(1L));

      ObjectName scrub = new ObjectName("io.netdepot:type=Scrub");
      assertThat((String) BEANS.invoke(scrub, "run", new Object[0], new String[0]))
          .contains("has begun");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> attribute(scrub, "Running").equals(false));
      CompositeData read = ((CompositeData[]) attribute(scrub, "LastRun"))[0];
      assertThat(read.get("blobs")).isEqualTo(1L);
      assertThat(read.get("damaged")).isEqualTo(0L);
      assertThat((CompositeData[]) attribute(scrub, "NotVerified")).isEmpty();

      ObjectName expire = new ObjectName("io.netdepot:type=Expire");
      CompositeData[] leaving =
          (CompositeData[]) BEANS.invoke(expire, "dryRun", new Object[0], new String[0]);
      assertThat(leaving).hasSize(1);
      assertThat(leaving[0].get("rule")).isEqualTo("packages.keep-age");
      assertThat(attribute(collection, "PackagesStored")).isEqualTo(1L);
      assertThat((String) BEANS.invoke(expire, "run", new Object[0], new String[0]))
          .contains("has begun");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> attribute(expire, "Running").equals(false));
      assertThat(attribute(collection, "PackagesStored")).isEqualTo(0L);
      assertThat(((CompositeData[]) attribute(expire, "LastRun"))[0].get("gone")).isEqualTo(1L);
    }
  }

  private Path copyOfRoutes() throws IOException {
    Path from = Path.of("routes").toAbsolutePath();
    Path to = folder.resolve("routes");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    return to;
  }

  private static CompositeData[] invoked(ObjectName bean, String operation, String id)
      throws Exception {
    return (CompositeData[]) invoke(bean, operation, id);
  }

  private static Object invoke(ObjectName bean, String operation, @Nullable String id)
      throws Exception {
    return BEANS.invoke(bean, operation, new Object[] {id}, new String[] {String.class.getName()});
  }

  private static Object attribute(ObjectName bean, String name) throws Exception {
    return BEANS.getAttribute(bean, name);
  }
}
