package io.netdepot.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A service whose data directory is a disk of 16 MiB, and its API. */
final class SmallDiskDepot implements AutoCloseable {
  private static final int MEBIBYTES = 16;
  private static final String PASSWORD = "small-disk-password";

  private final ServiceProcess service;
  private final DepotApi api;
  private final Path disk;

  private SmallDiskDepot(ServiceProcess service, DepotApi api, Path disk) {
    this.service = service;
    this.api = api;
    this.disk = disk;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param folder where its things go
   * @param settings beside the ports that it listens at
   */
  static SmallDiskDepot start(Path folder, List<String> settings) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    List<String> serve = new ArrayList<>(List.of("serve", "--data", data.toString()));
    serve.addAll(List.of("--port", "0", "--set", "management.port=0"));
    settings.forEach(setting -> serve.addAll(List.of("--set", setting)));
    ServiceProcess service =
        ServiceProcess.start(
            folder,
            SmallDisk.at(data, MEBIBYTES, ProductJava.plain().command(serve)),
            Map.of("NETDEPOT_RW_PASSWORD", PASSWORD));
    try {
      DepotApi api = new DepotApi(service.awaitReady(), "rw-user", PASSWORD);
      return new SmallDiskDepot(service, api, service.inside(data));
    } catch (AssertionError | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  DepotApi api() {
    return api;
  }

  String log() {
    return service.log();
  }

  /** A file of somebody else on the disk. */
  Path otherFile() {
    return disk.resolve("of-somebody-else");
  }

  /** Collects from one switch and returns how that ended. */
  JsonNode collect(String address) throws IOException, InterruptedException {
    JsonNode accepted =
        api.post(DepotApi.PACKAGES, Map.of("Switches", List.of(Map.of("Address", address)))).body();
    String operation = DepotApi.OPERATIONS + "/" + accepted.path("operationId").asText();
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(40))
        .until(() -> api.get(operation).body(), now -> now.hasNonNull("Result"))
        .at("/Result/Data/Switches/0");
  }

  @Override
  public void close() {
    api.close();
    service.close();
  }
}
