package io.netdepot.bench;

import java.io.IOException;
import java.net.URI;
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
 * The bundle of many packages, against one package of about as many bytes, from the same service
 * over one connection each. The sides alternate.
 */
@Command(name = "bench/bundle", mixinStandardHelpOptions = true)
final class BundleBench implements Callable<Integer> {
  private static final double BAR = 0.8;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(names = "--switches", defaultValue = "200", description = "In the bundle; 200.")
  private int switches;

  @Option(names = "--size", defaultValue = "5MiB", description = "Of each of their packages; 5MiB.")
  private String size = "";

  @Option(names = "--single", defaultValue = "1000MiB", description = "The one package; 1000MiB.")
  private String single = "";

  @Option(names = "--rounds", defaultValue = "5", description = "Counted ones; 5.")
  private int rounds;

  /** What one side downloads, and what it took, a value a round. */
  private record Side(String name, URI address, long size, List<Double> rates) {
    double rate() {
      return Figures.median(rates);
    }
  }

  private BundleBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new BundleBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures =
        Figures.begin("Bundle: %d x %s, against %s".formatted(switches, size, single));
    try (Workbench bench = Workbench.open("bundle")) {
      SshKey key = SshKey.make(bench);
      Path data = bench.folder().resolve("data");
      String many = collected(bench, data, key, switches, size);
      String one = collected(bench, data, key, 1, single);
      try (DepotProcess depot = DepotProcess.start(bench, data, "-Xmx128m", Map.of())) {
        DepotApi api = depot.api();
        Side bundle = side("bundle", api, api.bundleAddress(many));
        Side file =
            side(
                "one package",
                api,
                api.packageAddress(
                    api.progress(one).path("switches").path(0).path("packageId").asText()));
        for (int round = 0; round <= rounds; round++) {
          for (Side side : round % 2 == 0 ? List.of(bundle, file) : List.of(file, bundle)) {
            measure(bench, figures, side, api.authorization(), round);
          }
        }
        figures.bar(
            Bar.atLeast("throughput, bundle : one package", bundle.rate() / file.rate(), BAR));
        figures.line("depot: at most %d MiB resident", Figures.mib(depot.child().state().peak()));
      }
    }
    return 0;
  }

  private static Side side(String name, DepotApi api, URI address)
      throws IOException, InterruptedException {
    return new Side(name, address, api.length(address), new ArrayList<>());
  }

  private static void measure(
      Workbench bench, Figures figures, Side side, String authorization, int round)
      throws IOException, InterruptedException {
    double seconds = Curl.download(bench, side.address(), authorization, side.size(), LIMIT);
    double rate = side.size() / 1e6 / seconds;
    figures.line(
        "%s  %s: %.0f MB in %.2f s, %.0f MB/s",
        round == 0 ? "warm-up " : "round " + round + " ",
        side.name(),
        side.size() / 1e6,
        seconds,
        rate);
    if (round > 0) {
      side.rates().add(rate);
    }
  }

  /** Collects from so many switches; the operation. */
  private static String collected(Workbench bench, Path data, SshKey key, int switches, String size)
      throws IOException, InterruptedException {
    // The second service knows the profile of the first.
    String login = "bench-of-" + switches;
    try (SimulatorProcess fleet = SimulatorProcess.start(bench, switches, key, "--size=" + size);
        DepotProcess depot =
            DepotProcess.start(
                bench,
                data,
                "-Xmx256m",
                Map.of("ssh.port", fleet.port() + "", "ssh.key." + login, key.file() + ""))) {
      DepotApi api = depot.api();
      String profile = api.createProfile(login, SimulatorProcess.USER);
      api.forgetHostKeys(fleet.addresses());
      String operation = api.collect(profile, fleet.addresses());
      api.awaitCompleted(operation, Duration.ofMillis(500), LIMIT);
      return operation;
    }
  }
}
