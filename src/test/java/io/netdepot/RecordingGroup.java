package io.netdepot;

import static org.awaitility.Awaitility.await;

import io.netdepot.recording.Login;
import io.netdepot.recording.Recording;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recordings that are played to one service.
 *
 * @param recordings by their files
 */
record RecordingGroup(Map<Path, Recording> recordings) {
  /**
   * What was seen of one.
   *
   * @param kept whether the service has a package of it
   */
  record Seen(RecordedSwitch device, RunningDepot.SwitchEnd end, boolean kept) {}

  /** Starts a service, collects from all at once, and looks that nothing goes on afterwards. */
  Map<Path, Seen> play(Path folder) throws Exception {
    Map<Path, RecordedSwitch> devices = new LinkedHashMap<>();
    recordings.forEach(
        (file, recording) ->
            devices.put(file, RecordedSwitch.of(recording, SwitchSite.nextAddress())));
    List<RecordedSwitch> switches = List.copyOf(devices.values());
    try (RecordedFleet fleet = RecordedFleet.start(0, switches);
        RunningDepot depot =
            RunningDepot.start(
                folder.resolve("data"), fleet.sshPort(), settings(folder, switches, fleet))) {
      Map<String, RunningDepot.SwitchEnd> ends = collect(depot, switches);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> switches.stream().allMatch(device -> device.openConnections() == 0));
      depot.requireAtRest();
      Map<Path, Seen> seen = new LinkedHashMap<>();
      devices.forEach((file, device) -> seen.put(file, seen(device, ends, depot)));
      return seen;
    }
  }

  private static Seen seen(
      RecordedSwitch device, Map<String, RunningDepot.SwitchEnd> ends, RunningDepot depot) {
    return new Seen(
        device,
        Optional.ofNullable(ends.get(device.address())).orElseThrow(),
        depot.hasPackageOf(device.address()));
  }

  private String[] settings(Path folder, List<RecordedSwitch> devices, RecordedFleet fleet)
      throws IOException {
    StringBuilder plan = new StringBuilder("switches:\n");
    for (RecordedSwitch device : devices) {
      plan.append(
          "  - {address: %s, platform: %s}\n"
              .formatted(device.address(), device.recording().identity().platform()));
    }
    Path file = Files.writeString(folder.resolve("switches.yaml"), plan);
    List<String> settings = new ArrayList<>(List.of("switches.file=" + file));
    if (devices.stream().anyMatch(device -> device.recording().hasHttp())) {
      settings.add("nvue.port=" + fleet.httpsPort());
    }
    return Stream.concat(
            settings.stream(),
            recordings.values().stream()
                .flatMap(recording -> recording.identity().settings().stream())
                .distinct())
        .toArray(String[]::new);
  }

  /** How each ended, by address; those of one login are asked for together. */
  private static Map<String, RunningDepot.SwitchEnd> collect(
      RunningDepot depot, List<RecordedSwitch> devices) {
    Map<Login, List<String>> addresses =
        devices.stream()
            .collect(
                Collectors.groupingBy(
                    device -> login(device.recording()),
                    LinkedHashMap::new,
                    Collectors.mapping(RecordedSwitch::address, Collectors.toList())));
    List<String> operations =
        addresses.entrySet().stream()
            .map(
                each ->
                    depot.collectWith(
                        depot.profileOf(each.getKey()), each.getValue().toArray(String[]::new)))
            .toList();
    return operations.stream()
        .flatMap(operation -> depot.awaitEnd(operation).switches().stream())
        .collect(Collectors.toMap(RunningDepot.SwitchEnd::address, end -> end));
  }

  /** A user whom the device knows; whoever comes, when it knows nobody. */
  private static Login login(Recording recording) {
    return recording.logins().stream().findFirst().orElseGet(() -> new Login("admin", "admin"));
  }
}
