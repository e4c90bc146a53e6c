package io.netdepot.soak;

import io.netdepot.process.ProductJava;
import io.netdepot.simulator.SimulatedFleet;
import io.netdepot.simulator.SimulatedSwitch;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the service while old packages go, stored files are read again and packages are held. 4
 * rounds; more with {@code -Dnetdepot.soak.rounds=N}.
 */
class UpkeepKillTest {
  private static final int SWITCHES = 4;

  @TempDir Path folder;

  @Test
  void whatIsHeldStaysAndWhatGoesGoesWhole() throws Exception {
    long seed = Long.getLong("netdepot.soak.seed", new SecureRandom().nextInt(1_000_000));
    int rounds = Integer.getInteger("netdepot.soak.rounds", 4);
    System.out.println("UpkeepKillTest: " + rounds + " rounds, -Dnetdepot.soak.seed=" + seed);
    try (SimulatedFleet fleet =
        SimulatedFleet.start(
            0,
            IntStream.range(0, SWITCHES)
                .mapToObj(
                    i ->
                        SimulatedSwitch.at("127.0.6." + (1 + i))
                            .packageSize(64 << 10)
                            .seed(i % 3)
                            .build())
                .toList())) {
      Map<String, String> settings =
          Map.of(
              "ssh.port", Integer.toString(fleet.port()),
              "collect.retry-delay", "50 ms",
              "packages.keep-per-switch", "1",
              "store.scrub-rate", "256 KiB",
              "store.free-bytes", "1 MiB");
      List<Worker> workers =
          List.of(
              new CollectingWorker(
                  fleet.switches().stream().map(SimulatedSwitch::address).toList()),
              new UpkeepWorker());
      ProductJava java = ProductJava.archived(folder);
      new KillRun(java, folder, folder.resolve("data"), settings, workers, seed).run(rounds);
    }
  }
}
