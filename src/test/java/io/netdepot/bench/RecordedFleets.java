package io.netdepot.bench;

import io.netdepot.recording.Recording;
import io.netdepot.recording.RecordingReader;
import io.netdepot.simulator.LoopbackAddresses;
import io.netdepot.simulator.RecordedFleet;
import io.netdepot.simulator.RecordedSwitch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Recorded switches in a process of their own. Arguments: the folder of recordings, the first
 * address, and for each switch the name of its platform, all with commas. Prints one line when all
 * listen, and ends with its standard input.
 */
final class RecordedFleets {
  static final String READY = "Recorded fleet ready on port ";

  private RecordedFleets() {}

  public static void main(String[] args) throws Exception {
    List<String> platforms = List.of(args[2].split(",", -1));
    List<String> addresses = LoopbackAddresses.from(args[1], platforms.size());
    List<RecordedSwitch> devices = new ArrayList<>();
    for (int i = 0; i < platforms.size(); i++) {
      Recording recording =
          RecordingReader.read(Path.of(args[0], platforms.get(i), "success.device"));
      devices.add(RecordedSwitch.of(recording, addresses.get(i), "sw" + i));
    }
    try (RecordedFleet fleet = RecordedFleet.start(0, devices)) {
      System.out.println(READY + fleet.sshPort());
      while (System.in.read() >= 0) {
        // It ends with whoever started it.
      }
    }
  }
}
