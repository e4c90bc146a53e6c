package io.netdepot.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A switch pushes a package that the disk has no room for, and the system says so in the middle of
 * it: that package fails, nothing of it stays, and the next one comes.
 */
@Timeout(180)
class FullReceiverTest {
  private static final Path PUSHING =
      Path.of("src/test/resources/devices/nvos-rest/push-too-long.device");

  @Test
  void aPackageWithoutRoomFailsAndTheNextOneComes(@TempDir Path folder) throws Exception {
    assumeThat(SmallDisk.canBeHad()).isTrue();
    RecordedSwitch large = pushing("24 MiB", "127.0.9.61");
    RecordedSwitch again = pushing("24 MiB", "127.0.9.62");
    RecordedSwitch small = pushing("4 MiB", "127.0.9.63");
    try (RecordedFleet fleet = RecordedFleet.start(0, List.of(large, again, small));
        SmallDiskDepot depot = start(folder, fleet)) {
      // Were a part of the first to stay, there would be no room for the last.
      for (RecordedSwitch each : List.of(large, again)) {
        JsonNode end = depot.collect(each.address());
        assertThat(end.path("Status").asText()).as("%s", end).isEqualTo("failed");
        assertThat(end.path("Error").asText()).as("%s", end).isEqualTo("storage-full");
      }
      JsonNode end = depot.collect(small.address());
      assertThat(end.path("Status").asText()).as("%s", end).isEqualTo("completed");
      assertThat(depot.api().get(DepotApi.PACKAGES).body()).hasSize(1);
    }
  }

  private static RecordedSwitch pushing(String size, String address) throws Exception {
    String text = Files.readString(PUSHING).replaceAll("tar\\.gz \\d+ [KM]iB", "tar.gz " + size);
    assertThat(text).contains(size);
    return RecordedSwitch.of(RecordingReader.read("pushing", text), address);
  }

  private static SmallDiskDepot start(Path folder, RecordedFleet fleet) throws IOException {
    Path switches =
        Files.writeString(
            folder.resolve("switches.yaml"),
            """
            switches:
              - {network: 127.0.0.0/8, platform: nvos, transport: rest, rest-port: %d}
            """
                .formatted(fleet.httpsPort()));
    return SmallDiskDepot.start(
        folder,
        List.of(
            "ssh.port=" + fleet.sshPort(),
            "receiver.port=0",
            "switches.file=" + switches,
            "nvue.poll-first=20 ms",
            "nvue.poll-longest=40 ms",
            "collect.tries=1",
            "store.free-bytes=0 B",
            "store.free-percent=0"));
  }
}
