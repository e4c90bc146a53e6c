package io.netdepot.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Downloads of one large package from the depot, against nginx with sendfile on the very same file:
 * whole over one connection, and in parts by many clients at once. The sides alternate.
 */
@Command(name = "bench/download", mixinStandardHelpOptions = true)
final class DownloadBench implements Callable<Integer> {
  private static final double BAR = 0.9;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int PART = 1_000_000;

  @Option(names = "--size", defaultValue = "2GiB", description = "Of the package; 2GiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "5", description = "Counted ones; 5.")
  private int rounds;

  @Option(names = "--clients", defaultValue = "80", description = "At once, for parts; 80.")
  private int clients;

  @Option(names = "--requests", defaultValue = "4000", description = "For parts, a round; 4000.")
  private int requests;

  @Option(
      names = "--warm-up",
      defaultValue = "60000",
      description = "Requests for parts before the rounds; 60000.")
  private int warmUp;

  /** The figures of one side, a value a round. */
  private record Side(
      String name, URI address, List<Double> seconds, List<Double> p50, List<Double> p99) {
    Side(String name, URI address) {
      this(name, address, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private DownloadBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new DownloadBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Download: " + size);
    try (Workbench bench = Workbench.open("download")) {
      DepotProcess depot = stocked(bench);
      DepotApi api = depot.api();
      URI stored = api.packageAddress(api.packages().values().iterator().next());
      Path file = blob(depot.data());
      int cores = Runtime.getRuntime().availableProcessors();
      Side ours = new Side("depot", stored);
      Side one = new Side("nginx, 1 worker", Nginx.start(bench, file, 1).address());
      Side many =
          new Side("nginx, %d workers".formatted(cores), Nginx.start(bench, file, cores).address());
      for (Side side : List.of(ours, one, many)) {
        parts(side, api.authorization(), Files.size(file), warmUp);
      }
      for (int round = 0; round <= rounds; round++) {
        for (Side side : round % 2 == 0 ? List.of(ours, one, many) : List.of(many, one, ours)) {
          measure(bench, figures, side, api.authorization(), Files.size(file), round);
        }
      }
      report(figures, ours, one, many);
      figures.line("depot: at most %d MiB resident", Figures.mib(depot.child().state().peak()));
    }
    return 0;
  }

  private void measure(
      Workbench bench, Figures figures, Side side, String authorization, long fileSize, int round)
      throws IOException, InterruptedException {
    double whole = Curl.download(bench, side.address(), authorization, fileSize, LIMIT);
    RangeLoad.Outcome parts = parts(side, authorization, fileSize, requests);
    figures.line(
        "%s  %s: whole %.0f MB/s; parts %.0f MB/s, p50 %.1f ms, p99 %.1f ms",
        round == 0 ? "warm-up " : "round " + round + " ",
        side.name(),
        fileSize / 1e6 / whole,
        requests / parts.seconds(),
        parts.p50(),
        parts.p99());
    if (round > 0) {
      side.seconds().add(whole);
      side.p50().add(parts.p50());
      side.p99().add(parts.p99());
    }
  }

  private RangeLoad.Outcome parts(Side side, String authorization, long fileSize, int number)
      throws IOException, InterruptedException {
    RangeLoad.Offsets offsets = RangeLoad.Offsets.anywhere(fileSize, PART);
    return new RangeLoad(side.address(), authorization, offsets, PART, clients, number).run();
  }

  private void report(Figures figures, Side ours, Side one, Side many) {
    figures.bar(
        Bar.atLeast(
            "throughput of one connection, depot : nginx",
            Figures.median(one.seconds()) / Figures.median(ours.seconds()),
            BAR));
    for (Side theirs : List.of(one, many)) {
      String what = clients + " at once, 1 MB each, " + theirs.name() + " : depot, ";
      figures.bar(
          Bar.atLeast(
              what + "p50", Figures.median(theirs.p50()) / Figures.median(ours.p50()), BAR));
      figures.bar(
          Bar.atLeast(
              what + "p99", Figures.median(theirs.p99()) / Figures.median(ours.p99()), BAR));
    }
  }

  /** A service that holds the package, collected from a simulated switch. */
  private DepotProcess stocked(Workbench bench) throws IOException, InterruptedException {
    SshKey key = SshKey.make(bench);
    try (SimulatorProcess fleet = SimulatorProcess.start(bench, 1, key, "--size=" + size)) {
      DepotProcess depot =
          DepotProcess.start(
              bench,
              bench.folder().resolve("data"),
              "",
              Map.of("ssh.port", fleet.port() + "", "ssh.key.bench", key.file() + ""));
      DepotApi api = depot.api();
      String profile = api.createProfile("bench", SimulatorProcess.USER);
      api.awaitCompleted(api.collect(profile, fleet.addresses()), Duration.ofMillis(500), LIMIT);
      return depot;
    }
  }

  /** The one large file that the service keeps: nginx serves the very same one. */
  private static Path blob(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
      return files
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new IOException("No file is stored"));
    }
  }
}
