package io.netdepot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A fleet that mostly waits: every switch takes a while to generate. Against what the logins alone
 * take, by the same library with the same limit.
 */
@Command(name = "bench/waiting", mixinStandardHelpOptions = true)
final class WaitingBench implements Callable<Integer> {
  private static final double BAR = 1.2;
  private static final int MOST_THREADS = 100;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private static final Duration POLL = Duration.ofMillis(200);
  // An answer about a thousand switches is work; nobody has ended before the first one can have.
  private static final Duration RARELY = Duration.ofSeconds(1);

  @Option(names = "--switches", defaultValue = "1000", description = "How many; 1000.")
  private int switches;

  @Option(names = "--generate", defaultValue = "20", description = "Seconds of each; 20.")
  private int generateSeconds;

  @Option(names = "--size", defaultValue = "64KiB", description = "Of each package; 64KiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "3", description = "Counted ones; 3.")
  private int rounds;

  @Option(
      names = "--key-exchange",
      defaultValue = SimulatorProcess.SAME_KEY_EXCHANGE,
      description = "What the switches offer; curve25519-sha256. Of several, each side chooses.")
  private String keyExchange = "";

  /** How one round of the depot went. */
  private record Collected(double seconds, int mostThreads) {}

  private WaitingBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new WaitingBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures =
        Figures.begin(
            "Waiting fleet: %d switches x %d s, packages of %s, %s"
                .formatted(switches, generateSeconds, size, keyExchange));
    try (Workbench bench = Workbench.open("waiting")) {
      SshKey key = SshKey.make(bench);
      SimulatorProcess fleet =
          SimulatorProcess.start(
              bench,
              switches,
              key,
              "--size=" + size,
              "--same-content",
              "--generate=" + generateSeconds + "s",
              "--key-exchange=" + keyExchange);
      Child logins = logins(bench, fleet, key);
      DepotProcess depot =
          DepotProcess.start(
              bench,
              bench.folder().resolve("data"),
              "-Xmx256m",
              Map.of("ssh.port", fleet.port() + "", "ssh.key.bench", key.file() + ""));
      DepotApi api = depot.api();
      String profile = api.createProfile("bench", SimulatorProcess.USER);
      List<Double> ratios = new ArrayList<>();
      int mostThreads = 0;
      for (int round = 0; round <= rounds; round++) {
        logins.tell("again");
        double alone = Double.parseDouble(logins.awaitLine(LoginsAlone.DONE, LIMIT));
        Collected collected = collect(depot, api, profile, fleet);
        api.deleteAll();
        double ratio = (collected.seconds() - generateSeconds) / alone;
        figures.line(
            "%s  depot %.2f s = %d s + %.2f x logins alone (%.2f s); all %d completed; at most %d"
                + " threads of the system",
            round == 0 ? "warm-up " : "round " + round + " ",
            collected.seconds(),
            generateSeconds,
            ratio,
            alone,
            switches,
            collected.mostThreads());
        mostThreads = Math.max(mostThreads, collected.mostThreads());
        if (round > 0) {
          ratios.add(ratio);
        }
      }
      figures.line(
          "depot: heap limit 256 MiB, at most %d MiB resident",
          Figures.mib(depot.child().state().peak()));
      figures.bar(Bar.atMost("threads of the system", mostThreads, MOST_THREADS));
      figures.bar(
          Bar.atMost(
              "(wall time - " + generateSeconds + " s) : logins alone",
              Figures.median(ratios),
              BAR));
    }
    return 0;
  }

  private static Child logins(Workbench bench, SimulatorProcess fleet, SshKey key)
      throws IOException {
    Path addresses = Files.write(bench.folder().resolve("addresses"), fleet.addresses());
    return Child.start(
        bench,
        "logins",
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            LoginsAlone.class.getName(),
            SimulatorProcess.USER,
            key.file().toString(),
            String.valueOf(fleet.port()),
            addresses.toString(),
            String.valueOf(4 * Runtime.getRuntime().availableProcessors())));
  }

  private Collected collect(
      DepotProcess depot, DepotApi api, String profile, SimulatorProcess fleet)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    String operation = api.collect(profile, fleet.addresses());
    int mostThreads = 0;
    while (!isEnded(api.progress(operation))) {
      mostThreads = Math.max(mostThreads, depot.child().state().threads());
      Thread.sleep(Figures.secondsSince(started) < generateSeconds ? RARELY : POLL);
    }
    double seconds = Figures.secondsSince(started);
    api.awaitCompleted(operation, POLL, LIMIT);
    if (api.packages().size() != switches) {
      throw new IOException("Only " + api.packages().size() + " packages are stored");
    }
    return new Collected(seconds, mostThreads);
  }

  private static boolean isEnded(JsonNode progress) {
    return !List.of("pending", "in-progress").contains(progress.path("state").asText());
  }
}
