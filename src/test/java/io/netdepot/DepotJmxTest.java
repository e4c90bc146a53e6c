package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.process.DepotApi;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
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
          .atMost(Duration.ofSeconds(10))
          .until(() -> attribute(bean, "OperationsPending").equals(1L));
      assertThat(attribute(bean, "Paused")).isEqualTo(true);
      assertThat(simulated.connections()).isZero();

      BEANS.invoke(bean, "resume", new Object[0], new String[0]);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> attribute(bean, "OperationsCompleted").equals(1L));
      assertThat(attribute(bean, "Paused")).isEqualTo(false);
      assertThat(attribute(bean, "PackagesStored")).isEqualTo(1L);
      assertThat((long) attribute(bean, "BytesReceived")).isBetween(1L, 1L << 20);
      assertThat(attribute(bean, "BytesStored")).isEqualTo(attribute(bean, "BytesReceived"));
    }
  }

  private static void describesEverything(MBeanInfo info) {
    assertThat(info.getDescription()).isEqualTo("Collection of support packages from switches");
    assertThat(names(info.getAttributes()))
        .contains("OperationsPending", "OperationsInProgress", "OperationsCompleted")
        .contains("OperationsFailed", "OperationsCancelled", "RunningSessions")
        .contains("BytesReceived", "BytesStored", "PackagesStored", "Paused");
    assertThat(names(info.getOperations())).contains("pause", "resume");
    assertThat(info.getAttributes())
        .allMatch(each -> each.getDescription().contains(" "), "has a description");
    assertThat(
            Arrays.stream(info.getOperations())
                .filter(each -> Set.of("pause", "resume").contains(each.getName())))
        .allMatch(each -> each.getDescription().contains(" "), "has a description");
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

  private static Object attribute(ObjectName bean, String name) throws Exception {
    return BEANS.getAttribute(bean, name);
  }
}
