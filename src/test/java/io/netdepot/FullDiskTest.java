package io.netdepot;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: nothing more comes in, and the rest goes on. */
class FullDiskTest {
  private static final String[] NO_ROOM = {"store.free-bytes=100000 TiB", "store.free-percent=99"};

  @Test
  void collectingFailsWhileListsAndDeletesWork(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    try (SwitchSite switches = SwitchSite.open(Files.createDirectory(folder.resolve("content")))) {
      SimulatedSwitch simulated = switches.with();
      String fileId;
      try (RunningDepot depot = RunningDepot.start(data, switches.port())) {
        RunningDepot.SwitchEnd end = depot.collected(simulated.address()).only();
        end.requireCompleted();
        fileId = end.fileId();
      }
      try (RunningDepot full = RunningDepot.start(data, switches.port(), NO_ROOM)) {
        RunningDepot.SwitchEnd end = full.collected(simulated.address()).only();

        end.requireFailed("storage-full");
        assertThat(end.details()).contains("must stay free");
        full.requireAtRest();
        assertThat(full.packages()).hasSize(1);
        assertThat(full.download(fileId).statusCode()).isEqualTo(200);
        assertThat(full.deletePackage(fileId).statusCode()).isEqualTo(204);
        assertThat(full.packages()).isEmpty();
      }
    }
  }
}
