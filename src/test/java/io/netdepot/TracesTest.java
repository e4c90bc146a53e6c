package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A collection traced to a receiver of OTLP. */
@Timeout(120)
class TracesTest {
  private static final String GOOD = "127.0.7.36";
  private static final String BAD = "127.0.7.37";

  @TempDir Path folder;

  @Test
  void aCollectionIsASpanAStepAndNamesNobody() throws Exception {
    List<String> received = new CopyOnWriteArrayList<>();
    HttpServer receiver = receiver(received);
    SimulatedSwitch good = SimulatedSwitch.at(GOOD).packageSize(64 << 10).build();
    SimulatedSwitch bad =
        SimulatedSwitch.at(BAD).fault(new Fault.GenerateFails("no room on 10.11.12.13")).build();
    String operation;
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(good, bad));
        TestDepot depot =
            TestDepot.start(
                folder.resolve("data"),
                Map.of(
                    "ssh.port",
                    Integer.toString(fleet.port()),
                    "traces.endpoint",
                    "http://127.0.0.1:" + receiver.getAddress().getPort() + "/v1/traces"))) {
      DepotApi api = depot.writer();
      operation =
          api.post(
                  DepotApi.PACKAGES,
                  Map.of("Switches", List.of(Map.of("Address", GOOD), Map.of("Address", BAD))))
              .body()
              .path("operationId")
              .asText();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  api.get(DepotApi.OPERATIONS + "/" + operation)
                      .body()
                      .path("Status")
                      .asText()
                      .equals("failed"));
      // Closing sends what there is.
    } finally {
      receiver.stop(0);
    }
    String all = String.join("", received);
    assertThat(all)
        .contains("netdepot", operation)
        .contains("collect", "collect-nvos", "generate-nvos", "fetch-nvos")
        .contains("store-package", "clean-nvos", "aggregate", "operation-finished")
        .contains("command-failed");
    assertThat(all).doesNotContain(GOOD, BAD, "10.11.12.13", "admin", "nvos_dump", "nv action");
  }

  @Test
  void aReceiverThatIsNotThereDisturbsNothing() throws Exception {
    SimulatedSwitch good = SimulatedSwitch.at(GOOD).packageSize(64 << 10).build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(good));
        TestDepot depot =
            TestDepot.start(
                folder.resolve("data"),
                Map.of(
                    "ssh.port",
                    Integer.toString(fleet.port()),
                    "traces.endpoint",
                    "http://127.0.0.1:1/v1/traces"))) {
      DepotApi api = depot.writer();
      api.post(DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", GOOD))));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> api.get(DepotApi.PACKAGES).body().size() == 1);
    }
  }

  private static HttpServer receiver(List<String> received) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.add(new String(body, StandardCharsets.ISO_8859_1));
          exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
