package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.process.InstalledDepot.Ended;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and its commands on the real service. */
@Timeout(180)
class LauncherServiceTest {
  private static final String ADDRESS = "127.0.7.51";
  private static final String PASSWORD = "the first password";
  private static final Map<String, String> LOGIN = Map.of("NETDEPOT_RW_PASSWORD", PASSWORD);

  @TempDir Path folder;
  private Path data = Path.of("");

  private InstalledDepot installed() throws IOException {
    return new InstalledDepot(Files.createDirectories(folder.resolve("a depot")));
  }

  @BeforeEach
  void nameTheDataDirectory() {
    data = folder.resolve("data");
  }

  @Test
  void takesOptionsSettingsAndEnvironmentAndRefusesASecondServiceAndATakenPort() throws Exception {
    InstalledDepot depot = installed();
    int port = freePort();
    Map<String, String> environment =
        Map.of(
            "NETDEPOT_RW_PASSWORD", PASSWORD, "NETDEPOT_HTTP_PUBLIC_URL", "https://depot.example");
    try (ServiceProcess service =
        depot.serve(
            environment,
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port),
            "--set",
            "http.max-json-body=300 B",
            "--set",
            "ssh.port=1")) {
      URI address = service.awaitReady();
      assertThat(address).isEqualTo(URI.create("http://127.0.0.1:" + port));
      assertThat(data.resolve("catalog.db")).exists();
      DepotApi api = new DepotApi(address, "rw-user", PASSWORD);
      assertThat(api.post(DepotApi.PROFILES, Map.of("Name", "x".repeat(400))).status())
          .isEqualTo(413);
      assertThat(collect(api)).isEqualTo(202);
      assertThat(api.get(DepotApi.OPERATIONS).body().path(0).path("Request").path("URI").asText())
          .isEqualTo("https://depot.example" + DepotApi.PACKAGES);

      Ended second =
          depot.run("", "serve", "--data", data.toString(), "--set", "management.port=0");
      assertThat(second.status()).isEqualTo(2);
      assertThat(second.out()).isEmpty();
      assertThat(sentence(second))
          .contains(data.toString(), "used by another running service (process ");

      Ended taken =
          depot.run(
              "",
              "serve",
              "--data",
              folder.resolve("other").toString(),
              "--port",
              Integer.toString(port),
              "--set",
              "management.port=0");
      assertThat(taken.status()).isEqualTo(2);
      assertThat(taken.out()).isEmpty();
      assertThat(sentence(taken)).contains("127.0.0.1:" + port, "in use");

      service.terminate();
      assertThat(service.awaitEnd()).isZero();
    }
  }

  /** The lines for people: no log, no warning of Java's, no stack trace. */
  private static String sentence(Ended ended) {
    assertThat(ended.err()).doesNotContain("\tat ", "Exception");
    return ended.err();
  }

  @Test
  void changesAPasswordUnderTheRunningService() throws Exception {
    InstalledDepot depot = installed();
    try (ServiceProcess service = depot.serve(LOGIN, "--data", data.toString(), "--port", "0")) {
      URI address = service.awaitReady();
      DepotApi before = new DepotApi(address, "rw-user", PASSWORD);
      DepotApi after = new DepotApi(address, "rw-user", "another password");
      assertThat(before.get(DepotApi.PACKAGES).status()).isEqualTo(200);
      Ended passwd =
          depot.run("another password\n", "passwd", "--data", data.toString(), "rw-user");
      assertThat(passwd.status()).as(passwd.err()).isZero();
      assertThat(passwd.out()).isEqualTo("The password of rw-user is changed.\n");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> after.get(DepotApi.PACKAGES).status() == 200);
      assertThat(before.get(DepotApi.PACKAGES).status()).isEqualTo(401);
    }
  }

  @Test
  void listsAndForgetsTheHostKeyOfAReplacedSwitch() throws Exception {
    InstalledDepot depot = installed();
    SimulatedSwitch replaced = SimulatedSwitch.at(ADDRESS).packageSize(32 << 10).build();
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(replaced));
        ServiceProcess service =
            depot.serve(
                LOGIN,
                "--data",
                data.toString(),
                "--port",
                "0",
                "--set",
                "ssh.port=" + fleet.port())) {
      DepotApi api = new DepotApi(service.awaitReady(), "rw-user", PASSWORD);
      assertThat(collected(api)).isEmpty();
      replaced.replaceHostKeys();
      assertThat(collected(api)).isEqualTo("host-key-changed");

      Ended list = depot.run("", "host-keys", "list", "--data", data.toString());
      assertThat(list.out()).contains(ADDRESS, "ssh-ed25519", "SHA256:");
      Ended forget = depot.run("", "host-keys", "forget", ADDRESS, "--data", data.toString());
      assertThat(forget.status()).as(forget.err()).isZero();
      assertThat(collected(api)).isEmpty();
      Ended unknown = depot.run("", "host-keys", "forget", "10.9.8.7", "--data", data.toString());
      assertThat(unknown.status()).isEqualTo(2);
      assertThat(sentence(unknown)).contains("No host key is pinned for 10.9.8.7");
    }
  }

  @Test
  void checksSettingsAndRoutesWithoutStarting() throws Exception {
    InstalledDepot depot = installed();
    Ended fine = depot.run("", "serve", "--check", "--data", data.toString());
    assertThat(fine.status()).as(fine.err()).isZero();
    assertThat(fine.out())
        .isEqualTo("Settings, routes, schedules, switches and devices are fine.\n");

    Ended unknown = depot.run("", "serve", "--check", "--set", "ssh.prt=22");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(sentence(unknown)).contains("ssh.prt", "ssh.port");

    Path route = depot.home.resolve("routes/collect.camel.yaml");
    Files.writeString(route, Files.readString(route).replace("direct:store-package", "drct:x"));
    Ended broken = depot.run("", "serve", "--check", "--data", data.toString());
    assertThat(broken.status()).isEqualTo(2);
    assertThat(sentence(broken)).contains("collect.camel.yaml", "drct");
    assertThat(data).doesNotExist();
  }

  private static int collect(DepotApi api) throws IOException, InterruptedException {
    return api.post(DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", ADDRESS))))
        .status();
  }

  /** Collects to the end, and tells the error of the switch. */
  private static String collected(DepotApi api) throws IOException, InterruptedException {
    assertThat(collect(api)).isEqualTo(202);
    JsonNode ended =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> api.get(DepotApi.OPERATIONS).body().path(0),
                newest -> Set.of("completed", "failed").contains(newest.path("Status").asText()));
    return ended.path("Result").path("Data").path("Switches").path(0).path("Error").asText();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
