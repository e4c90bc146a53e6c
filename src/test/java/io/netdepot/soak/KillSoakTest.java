package io.netdepot.soak;

import io.netdepot.peer.HttpPeer;
import io.netdepot.process.ProductJava;
import io.netdepot.simulator.Fault;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the service at random moments of its work. 20 rounds; 1,000 with {@code
 * -Dnetdepot.soak=true}; the choices of a run come back with {@code -Dnetdepot.soak.seed=N}, its
 * moments do not.
 */
class KillSoakTest {
  private static final int SWITCHES = 8;
  // Beside them, some that never give a whole archive.
  private static final List<Fault> FAULTS =
      List.of(new Fault.ArchiveCutShort(), new Fault.FewerBytes(1_000));

  @TempDir Path folder;

  @Test
  void keepsWhatItAcknowledgedWheneverItIsKilled() throws Exception {
    long seed = Long.getLong("netdepot.soak.seed", new SecureRandom().nextInt(1_000_000));
    int rounds = Integer.getInteger("netdepot.soak.rounds", soak() ? 1_000 : 20);
    System.out.println("KillSoakTest: " + rounds + " rounds, -Dnetdepot.soak.seed=" + seed);
    try (SimulatedFleet fleet = fleet();
        HttpPeer repository = HttpPeer.start()) {
      Map<String, String> settings =
          Map.of(
              "ssh.port", Integer.toString(fleet.port()),
              "collect.retry-delay", "50 ms",
              "images.allow", "any, 127.0.0.1",
              "images.cool-down", "50 ms",
              "images.fetch-retry-delay", "50 ms",
              "store.free-bytes", "1 MiB");
      List<String> addresses = fleet.switches().stream().map(SimulatedSwitch::address).toList();
      List<Worker> workers =
          List.of(
              new CollectingWorker(addresses.subList(1, SWITCHES)),
              new PackagesWorker(),
              new QuarantineWorker(addresses.subList(SWITCHES, addresses.size())),
              new SyncsWorker(repository),
              new UploadsWorker(),
              new EventsWorker(),
              new ProfilesWorker(addresses.getFirst(), "admin"));
      ProductJava java = ProductJava.archived(folder);
      new KillRun(java, folder, folder.resolve("data"), settings, workers, seed).run(rounds);
    }
  }

  private static boolean soak() {
    return Boolean.getBoolean("netdepot.soak");
  }

  /** Some switches make the same content, so that one blob has several packages. */
  private static SimulatedFleet fleet() throws IOException {
    SimulatedFleet fleet =
        SimulatedFleet.start(
            0,
            IntStream.range(0, SWITCHES + FAULTS.size())
                .mapToObj(KillSoakTest::simulated)
                .toList());
    fleet.prepare();
    return fleet;
  }

  private static SimulatedSwitch simulated(int i) {
    SimulatedSwitch.Builder kind =
        SimulatedSwitch.at("127.0.7." + (1 + i))
            .packageSize(64 << 10)
            .seed(i % 5)
            .generateTime(Duration.ofMillis(40L * i));
    return (i < SWITCHES ? kind : kind.fault(FAULTS.get(i - SWITCHES))).build();
  }
}
