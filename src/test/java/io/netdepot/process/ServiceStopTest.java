package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM on the real service with work under way. */
@Timeout(120)
class ServiceStopTest {
  private static final String FETCHING = "127.0.7.21";
  private static final String GENERATING = "127.0.7.22";
  private static final long SIZE = 256 << 10;

  @TempDir Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void nameTheDataDirectory() {
    data = folder.resolve("data");
  }

  @Test
  void letsTransfersEndPutsTheRestBackAndExitsWithZero() throws Exception {
    // Two seconds of transfer, and a generate that would take an hour.
    SimulatedSwitch fetching =
        SimulatedSwitch.at(FETCHING)
            .packageSize(SIZE)
            .fault(new Fault.Trickle((int) SIZE / 2))
            .build();
    SimulatedSwitch generating =
        SimulatedSwitch.at(GENERATING)
            .packageSize(SIZE)
            .fault(new Fault.Limited(1, new Fault.GenerateHangs()))
            .build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(fetching, generating))) {
      String operation;
      try (ServiceProcess service = start(fleet, Map.of())) {
        DepotApi api = DepotApi.withInitialPassword(service.awaitReady(), data);
        operation = collect(api, FETCHING, GENERATING);
        awaitPhase(api, operation, FETCHING, "fetch");
        awaitPhase(api, operation, GENERATING, "generate");
        service.terminate();
        assertThat(service.awaitEnd()).isZero();
        assertThat(service.output()).hasSize(1);
        assertThat(service.output().getFirst()).startsWith("Netdepot ready at http://127.0.0.1:");
        assertThat(service.log()).doesNotContain("Exception").contains("put back");
      }
      assertThat(spool()).isEmpty();
      assertThat(fetching.fetches()).isEqualTo(1);

      try (ServiceProcess service = start(fleet, Map.of())) {
        DepotApi api = DepotApi.withInitialPassword(service.awaitReady(), data);
        JsonNode ended =
            Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                    () -> api.get(DepotApi.OPERATIONS + "/" + operation).body(),
                    body -> body.path("Percentage").asDouble() == 100.0);
        assertThat(ended.path("Status").asText()).isEqualTo("completed");
        // A graceful stop costs no try, and what was fetched is not fetched again.
        assertThat(entry(api, operation, GENERATING).path("tries").asInt()).isEqualTo(1);
        assertThat(fetching.fetches()).isEqualTo(1);
        assertThat(api.get(DepotApi.PACKAGES).body()).hasSize(2);
      }
    }
  }

  @Test
  void endsTransfersThatAreNotDoneInTheirTime() throws Exception {
    SimulatedSwitch slow =
        SimulatedSwitch.at(FETCHING)
            .packageSize(SIZE)
            .fault(new Fault.Limited(1, new Fault.Trickle(2_000)))
            .build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(slow))) {
      String operation;
      try (ServiceProcess service = start(fleet, Map.of("collect.stop-timeout", "500 ms"))) {
        DepotApi api = DepotApi.withInitialPassword(service.awaitReady(), data);
        operation = collect(api, FETCHING);
        awaitPhase(api, operation, FETCHING, "fetch");
        service.terminate();
        assertThat(service.awaitEnd()).isZero();
        assertThat(service.log()).contains("1 switches did not end within");
      }
      assertThat(spool()).isEmpty();
      try (ServiceProcess service = start(fleet, Map.of())) {
        DepotApi api = DepotApi.withInitialPassword(service.awaitReady(), data);
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> api.get(DepotApi.PACKAGES).body().size() == 1);
        // The dump of the first try lay on the switch and was taken.
        assertThat(slow.generates()).isEqualTo(1);
      }
    }
  }

  @Test
  void endsWhileItStarts() throws Exception {
    try (SimulatedFleet fleet =
            SimulatedFleet.start(0, List.of(SimulatedSwitch.at(FETCHING).build()));
        ServiceProcess service = start(fleet, Map.of())) {
      // The lock file is there from the beginning of the start on.
      Awaitility.await().until(() -> Files.exists(data.resolve("catalog.db")));
      service.terminate();
      service.awaitEnd();
      assertThat(service.log()).doesNotContain("Exception");
    }
  }

  private ServiceProcess start(SimulatedFleet fleet, Map<String, String> more) throws IOException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("ssh.port", Integer.toString(fleet.port()));
    settings.put("store.free-bytes", "1 MiB");
    return ServiceProcess.start(ProductJava.plain(), folder, data, settings);
  }

  private static String collect(DepotApi api, String... addresses)
      throws IOException, InterruptedException {
    List<Map<String, String>> switches =
        Stream.of(addresses).map(address -> Map.of("Address", address)).toList();
    DepotApi.Answer answer = api.post(DepotApi.PACKAGES, Map.of("Switches", switches));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
    return answer.body().path("operationId").asText();
  }

  private static void awaitPhase(DepotApi api, String operation, String address, String phase) {
    Awaitility.await(address + " at " + phase)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> entry(api, operation, address).path("phase").asText().equals(phase));
  }

  private static JsonNode entry(DepotApi api, String operation, String address)
      throws IOException, InterruptedException {
    for (JsonNode entry : api.get("/netdepot/v1/operations/" + operation).body().path("switches")) {
      if (entry.path("address").asText().equals(address)) {
        return entry;
      }
    }
    throw new AssertionError("No switch " + address);
  }

  private List<Path> spool() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("spool"))) {
      return files.toList();
    }
  }
}
