package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the service takes to its ready line, and what it takes when it has nothing to do. */
@Command(name = "bench/ready", mixinStandardHelpOptions = true)
final class ReadyBench implements Callable<Integer> {
  @Option(names = "--rounds", defaultValue = "5", description = "Starts of each kind; 5.")
  private int rounds;

  @Option(names = "--rest", defaultValue = "10", description = "Seconds before looking; 10.")
  private int restSeconds;

  private ReadyBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ReadyBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Ready: from the start to the ready line");
    List<Double> first = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      try (Workbench bench = Workbench.open("ready")) {
        Path data = bench.folder().resolve("data");
        try (DepotProcess depot = DepotProcess.start(bench, data, "", Map.of())) {
          first.add(Figures.seconds(depot.readyAfter()));
        }
        try (DepotProcess depot = DepotProcess.start(bench, data, "", Map.of())) {
          again.add(Figures.seconds(depot.readyAfter()));
          Thread.sleep(Duration.ofSeconds(restSeconds));
          ProcessState state = depot.child().state();
          resident.add((double) Figures.mib(state.resident()));
          figures.line(
              "round %d  first start %.2f s, second start %.2f s; at rest %d MiB resident, %d"
                  + " threads of the system",
              round,
              first.getLast(),
              again.getLast(),
              Figures.mib(state.resident()),
              state.threads());
        }
      }
    }
    figures.line(
        "ready, first start (makes the data directory): %.2f s; second: %.2f s",
        Figures.median(first), Figures.median(again));
    figures.line("resident at rest: %.0f MiB", Figures.median(resident));
    return 0;
  }
}
