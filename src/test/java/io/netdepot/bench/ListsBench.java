package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists of many images and of many packages: how long one takes, and how many go in a second. */
@Command(name = "bench/lists", mixinStandardHelpOptions = true)
final class ListsBench implements Callable<Integer> {
  private static final String IMAGES = "/dataservice/device/action/software";
  private static final String PACKAGES = "/nmx/v1/support-packages";

  @Option(names = "--images", defaultValue = "10000", description = "How many; 10000.")
  private int images;

  @Option(names = "--packages", defaultValue = "10000", description = "How many; 10000.")
  private int packages;

  @Option(names = "--requests", defaultValue = "200", description = "In each round; 200.")
  private int requests;

  @Option(names = "--clients", defaultValue = "8", description = "At once, for the rate; 8.")
  private int clients;

  @Option(names = "--rounds", defaultValue = "5", description = "Counted ones; 5.")
  private int rounds;

  /** What the rounds showed of one list. */
  private static final class Seen {
    private final List<Double> p50 = new ArrayList<>();
    private final List<Double> p99 = new ArrayList<>();
    private final List<Double> perSecond = new ArrayList<>();
  }

  private ListsBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ListsBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures =
        Figures.begin(
            "Lists: %d images, %d packages, %d requests a round, %d clients for the rate"
                .formatted(images, packages, requests, clients));
    try (Workbench bench = Workbench.open("lists")) {
      Path data = bench.folder().resolve("data");
      FilledCatalog.fill(data, images, packages);
      DepotProcess depot = DepotProcess.start(bench, data, "-Xmx256m", Map.of());
      Seen ofImages = new Seen();
      Seen ofPackages = new Seen();
      for (int round = 0; round <= rounds; round++) {
        String name = round == 0 ? "warm-up " : "round " + round + " ";
        ask(figures, depot, name + "images  ", IMAGES, round == 0 ? new Seen() : ofImages);
        ask(figures, depot, name + "packages", PACKAGES, round == 0 ? new Seen() : ofPackages);
      }
      tell(figures, images + " images", ofImages);
      tell(figures, packages + " packages", ofPackages);
      figures.line(
          "depot: heap limit 256 MiB, at most %d MiB resident",
          Figures.mib(depot.child().state().peak()));
    }
    return 0;
  }

  private void ask(Figures figures, DepotProcess depot, String name, String path, Seen seen)
      throws IOException, InterruptedException {
    String login = depot.api().authorization();
    ListLoad.Outcome alone = new ListLoad(depot.address().resolve(path), login, 1, requests).run();
    ListLoad.Outcome together =
        new ListLoad(depot.address().resolve(path), login, clients, requests).run();
    figures.line(
        "%s  %.1f MB; one client p50 %.1f ms, p99 %.1f ms; %d clients %.1f requests/s",
        name, alone.bytes() / 1e6, alone.p50(), alone.p99(), clients, together.perSecond());
    seen.p50.add(alone.p50());
    seen.p99.add(alone.p99());
    seen.perSecond.add(together.perSecond());
  }

  private void tell(Figures figures, String list, Seen seen) {
    figures.line(
        "list of %s: p50 %.1f ms, p99 %.1f ms, %.1f requests/s with %d clients (medians)",
        list,
        Figures.median(seen.p50),
        Figures.median(seen.p99),
        Figures.median(seen.perSecond),
        clients);
  }
}
