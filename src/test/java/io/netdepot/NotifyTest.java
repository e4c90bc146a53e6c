package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.netdepot.peer.RealSshd;
import io.netdepot.peer.RequiresRealSshd;
import io.netdepot.process.DepotApi;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped examples of notify, each put in the place of routes/notify.camel.yaml. */
@Timeout(180)
class NotifyTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String ANOTHER_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path routes;
  private final SimulatedSwitch simulated =
      SimulatedSwitch.at(SwitchSite.nextAddress()).packageSize(64 << 10).build();

  NotifyTest(@TempDir Path folder) {
    this.folder = folder;
    this.routes = folder.resolve("routes");
  }

  /** What a webhook was told, and how it answers: each status once, then the last. */
  private record Posted(String path, String header, String body) {}

  @BeforeEach
  void copyTheShippedRoutes() throws IOException {
    Path shipped = Path.of("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Files.copy(file, routes.resolve(shipped.relativize(file).toString()));
      }
    }
  }

  private void use(String example) throws IOException {
    Files.copy(
        routes.resolve("examples").resolve(example),
        routes.resolve("notify.camel.yaml"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private TestDepot start(int sshPort, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("routes.directory", routes.toString());
    settings.put("ssh.port", Integer.toString(sshPort));
    return TestDepot.start(folder.resolve("data"), settings);
  }

  private String collect(DepotApi api) throws Exception {
    return api.post(
            DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", simulated.address()))))
        .body()
        .path("operationId")
        .asText();
  }

  private static void awaitCompleted(DepotApi api, String operation) {
    await()
        .atMost(LONG)
        .until(
            () ->
                api.get(DepotApi.OPERATIONS + "/" + operation)
                    .body()
                    .path("Status")
                    .asText()
                    .equals("completed"));
  }

  private static HttpServer webhook(BlockingQueue<Posted> posted, int... statuses)
      throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger next = new AtomicInteger();
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          posted.add(
              new Posted(
                  exchange.getRequestURI().toString(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Secret")),
                  body));
          int status = statuses[Math.min(next.getAndIncrement(), statuses.length - 1)];
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private Map<String, String> webhookSettings(HttpServer server) throws IOException {
    Path secret = folder.resolve("hook-secret");
    Files.writeString(secret, "Bearer of-a-secret\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    return Map.of(
        "notify.webhook-url", "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?room=7",
        "notify.webhook-header", "X-Secret",
        "notify.webhook-secret-file", secret.toString(),
        "notify.retry-delay", "10 ms",
        "notify.timeout", "5 s");
  }

  @Test
  void webhookIsToldWithTheSecretInTheHeaderAndTriedAgain() throws Exception {
    use("notify-webhook.camel.yaml");
    BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    HttpServer server = webhook(posted, 503, 200);
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        LogText log = new LogText(Map.of());
        TestDepot depot = start(fleet.port(), webhookSettings(server))) {
      String operation = collect(depot.writer());
      Posted first = posted.poll(60, TimeUnit.SECONDS);
      Posted second = posted.poll(60, TimeUnit.SECONDS);
      assertThat(second).isEqualTo(first);
      assertThat(first).isNotNull();
      assertThat(first.path()).isEqualTo("/hook?room=7");
      assertThat(first.header()).isEqualTo("Bearer of-a-secret");
      JsonNode notice = JSON.readTree(first.body());
      assertThat(notice.path("event").asText()).isEqualTo("operation-ended");
      assertThat(notice.path("operationId").asText()).isEqualTo(operation);
      assertThat(notice.path("state").asText()).isEqualTo("completed");
      JsonNode collected = notice.at("/switches/0");
      assertThat(collected.path("address").asText()).isEqualTo(simulated.address());
      assertThat(collected.path("sha256").asText()).matches("[0-9a-f]{64}");
      assertThat(collected.path("size").asLong()).isPositive();
      awaitCompleted(depot.writer(), operation);
      assertThat(posted).isEmpty();
      assertThat(log.text()).doesNotContain("of-a-secret");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void webhookThatRefusesChangesNothingAboutTheOperation() throws Exception {
    use("notify-webhook.camel.yaml");
    BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    HttpServer server = webhook(posted, 403);
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        LogText log = new LogText(Map.of());
        TestDepot depot = start(fleet.port(), webhookSettings(server))) {
      String operation = collect(depot.writer());
      awaitCompleted(depot.writer(), operation);
      await().atMost(LONG).until(() -> log.text().contains("nobody was told of its end"));
      assertThat(log.text()).contains("answered 403").doesNotContain("room=7");
      assertThat(posted).hasSize(1);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void lineIsAppendedToAFile() throws Exception {
    use("notify-file.camel.yaml");
    Path notes = folder.resolve("notes");
    try (SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        TestDepot depot = start(fleet.port(), Map.of("platform.notify.folder", notes.toString()))) {
      String first = collect(depot.writer());
      awaitCompleted(depot.writer(), first);
      String second = collect(depot.writer());
      awaitCompleted(depot.writer(), second);
      Path file = notes.resolve("operations.log");
      await().atMost(LONG).until(() -> Files.exists(file) && Files.readAllLines(file).size() == 2);
      assertThat(Files.readAllLines(file).get(0))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ " + first + " completed .*");
      assertThat(Files.readAllLines(file).get(1)).contains(second);
    }
  }

  @Test
  @RequiresRealSshd(password = true)
  void packagesAreSentToASupportCaseServer() throws Exception {
    use("notify-support-case.camel.yaml");
    try (RealSshd sshd = RealSshd.with().plain().start();
        SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        TestDepot depot = start(fleet.port(), Map.of("notify.sftp-server", "vendor"))) {
      Path cases = openFolder(sshd);
      DepotApi api = depot.writer();
      register(depot, sshd, sshd.password().orElseThrow(), cases);
      String operation = collect(api);
      awaitCompleted(api, operation);
      JsonNode stored = api.get(DepotApi.PACKAGES).body().get(0);
      Path sent = cases.resolve(stored.path("filename").asText());
      await().atMost(LONG).until(() -> Files.exists(sent));
      byte[] bytes = api.get(DepotApi.PACKAGES + "/" + stored.path("fileID").asText()).bytes();
      assertThat(Files.readAllBytes(sent)).isEqualTo(bytes);
      try (Stream<Path> files = Files.list(cases)) {
        assertThat(files).containsExactly(sent);
      }
    }
  }

  @Test
  @RequiresRealSshd(password = true)
  void packagesAreSentWithAKey() throws Exception {
    use("notify-support-case.camel.yaml");
    try (RealSshd sshd = RealSshd.with().plain().start();
        SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        TestDepot depot =
            start(
                fleet.port(),
                Map.of(
                    "notify.sftp-server",
                    "vendor",
                    "ssh.key.vendor",
                    sshd.privateKey().toString()))) {
      Path cases = openFolder(sshd);
      register(depot, sshd, "not the password", cases);
      awaitCompleted(depot.writer(), collect(depot.writer()));
      await()
          .atMost(LONG)
          .until(
              () -> {
                try (Stream<Path> files = Files.list(cases)) {
                  return files.anyMatch(file -> file.toString().endsWith(".tar.gz"));
                }
              });
    }
  }

  @Test
  @RequiresRealSshd(password = true)
  void serverWithAnotherHostKeyThanThePinnedOneGetsNothing() throws Exception {
    use("notify-support-case.camel.yaml");
    try (RealSshd sshd = RealSshd.with().plain().start();
        SimulatedFleet fleet = SimulatedFleet.start(0, List.of(simulated));
        LogText log = new LogText(Map.of())) {
      start(fleet.port(), Map.of()).close();
      Files.writeString(
          folder.resolve("data").resolve("known_hosts"),
          "[127.0.0.1]:" + sshd.port() + " " + ANOTHER_KEY + "\n");
      try (TestDepot depot = start(fleet.port(), Map.of("notify.sftp-server", "vendor"))) {
        Path cases = openFolder(sshd);
        register(depot, sshd, sshd.password().orElseThrow(), cases);
        awaitCompleted(depot.writer(), collect(depot.writer()));
        await().atMost(LONG).until(() -> log.text().contains("could not be sent to vendor"));
        assertThat(log.text()).contains("is pinned").contains("The server shows the host key");
        assertThat(cases).isEmptyDirectory();
      }
    }
  }

  private static Path openFolder(RealSshd sshd) throws IOException {
    Path cases = Files.createDirectory(sshd.dumpDir().resolve("case-17"));
    Files.setPosixFilePermissions(cases, PosixFilePermissions.fromString("rwxrwxrwx"));
    return cases;
  }

  private static void register(TestDepot depot, RealSshd sshd, String password, Path folder)
      throws Exception {
    DepotApi.Answer made =
        depot
            .writer()
            .post(
                "/dataservice/device/action/remote-server",
                Map.of(
                    "remoteServerName",
                    "vendor",
                    "remoteServerUrl",
                    "127.0.0.1",
                    "remoteServerProtocol",
                    "SCP",
                    "remoteServerPort",
                    sshd.port(),
                    "remoteServerVPN",
                    0,
                    "remoteServerUser",
                    sshd.user(),
                    "remoteServerPassword",
                    password,
                    "imageLocationPrefix",
                    folder.toString()));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
  }
}
