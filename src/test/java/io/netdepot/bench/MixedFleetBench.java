package io.netdepot.bench;

import io.netdepot.simulator.LoopbackAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A fleet of six platforms against a fleet of the same size that is all NVOS, over SSH: recorded
 * switches with packages of one size. Every round has switches of its own, which nobody has
 * collected from.
 */
@Command(name = "bench/mixed-fleet", mixinStandardHelpOptions = true)
final class MixedFleetBench implements Callable<Integer> {
  private static final List<String> PLATFORMS =
      List.of("nvos", "cumulus", "sonic", "onyx", "viptela", "iosxe");
  private static final String FIRST_ADDRESS = "127.3.0.1";
  private static final double BAR = 1.5;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Option(names = "--switches", defaultValue = "200", description = "Of each fleet; 200.")
  private int switches;

  @Option(names = "--rounds", defaultValue = "3", description = "Counted ones; 3.")
  private int rounds;

  private MixedFleetBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new MixedFleetBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Mixed fleet: " + switches + " switches of six platforms");
    try (Workbench bench = Workbench.open("mixed-fleet")) {
      List<String> platforms = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        for (int i = 0; i < switches; i++) {
          platforms.add(PLATFORMS.get(i % PLATFORMS.size()));
        }
        platforms.addAll(Collections.nCopies(switches, "nvos"));
      }
      List<String> addresses = LoopbackAddresses.from(FIRST_ADDRESS, platforms.size());
      int port = fleet(bench, platforms);
      DepotApi api =
          DepotProcess.start(
                  bench,
                  bench.folder().resolve("data"),
                  "-Xmx256m",
                  Map.of(
                      "ssh.port",
                      String.valueOf(port),
                      "switches.file",
                      plan(bench, addresses, platforms).toString()))
              .api();
      String profile = api.createProfile("bench", "admin", "admin");
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        int first = 2 * round * switches;
        double mixed = collect(api, profile, addresses.subList(first, first + switches));
        double nvos =
            collect(api, profile, addresses.subList(first + switches, first + 2 * switches));
        figures.line(
            "%s  mixed %.2f s, all NVOS %.2f s, ratio %.2f",
            round == 0 ? "warm-up " : "round " + round + " ", mixed, nvos, mixed / nvos);
        if (round > 0) {
          ratios.add(mixed / nvos);
        }
        api.deleteAll();
      }
      figures.bar(Bar.atMost("wall time, mixed : all NVOS", Figures.median(ratios), BAR));
    }
    return 0;
  }

  private static int fleet(Workbench bench, List<String> platforms)
      throws IOException, InterruptedException {
    Child child =
        Child.start(
            bench,
            "fleet",
            new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + bench.folder(),
                "-cp",
                System.getProperty("java.class.path"),
                RecordedFleets.class.getName(),
                bench.home().resolve("src/test/resources/devices").toString(),
                FIRST_ADDRESS,
                String.join(",", platforms)));
    String ready = child.awaitLine(RecordedFleets.READY, LIMIT);
    return Integer.parseInt(ready.substring(ready.lastIndexOf(' ') + 1));
  }

  private static Path plan(Workbench bench, List<String> addresses, List<String> platforms)
      throws IOException {
    StringBuilder text = new StringBuilder("switches:\n");
    for (int i = 0; i < addresses.size(); i++) {
      text.append(
          "  - {address: %s, platform: %s}\n".formatted(addresses.get(i), platforms.get(i)));
    }
    return Files.writeString(bench.folder().resolve("switches.yaml"), text);
  }

  private static double collect(DepotApi api, String profile, List<String> addresses)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    api.awaitCompleted(api.collect(profile, addresses), Duration.ofMillis(100), LIMIT);
    return Figures.secondsSince(started);
  }
}
