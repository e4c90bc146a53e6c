package io.netdepot.bench;

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
 * One large image that the depot fetches from nginx, hashes and makes durable, against curl that
 * writes it to a file and then openssl that hashes the file. The sides alternate.
 */
@Command(name = "bench/sync", mixinStandardHelpOptions = true)
final class SyncBench implements Callable<Integer> {
  private static final double BAR = 0.9;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(names = "--size", defaultValue = "2 GiB", description = "The image's size; 2 GiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds that count; 5.")
  private int rounds;

  private SyncBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new SyncBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Sync: " + size);
    try (Workbench bench = Workbench.open("sync")) {
      Path file = BigFile.make(bench, size);
      Nginx nginx = Nginx.start(bench, file, 1);
      DepotProcess depot =
          DepotProcess.start(
              bench,
              bench.folder().resolve("data"),
              "-Xmx256m",
              Map.of("images.allow", "any, 127.0.0.1"));
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        boolean first = round % 2 == 0;
        double depotSeconds = first ? depot(depot, nginx) : 0;
        double curlSeconds = curl(bench, nginx);
        depotSeconds = first ? depotSeconds : depot(depot, nginx);
        figures.line(
            "%s  depot %.2f s, curl and openssl %.2f s",
            round == 0 ? "warm-up " : "round " + round + " ", depotSeconds, curlSeconds);
        if (round > 0) {
          ours.add(depotSeconds);
          theirs.add(curlSeconds);
        }
      }
      double megabytes = Files.size(file) / 1e6;
      figures.line(
          "depot %.0f MB/s, curl and openssl %.0f MB/s",
          megabytes / Figures.median(ours), megabytes / Figures.median(theirs));
      figures.bar(
          Bar.atLeast(
              "throughput, depot : curl -o, then openssl dgst -sha256",
              Figures.median(theirs) / Figures.median(ours),
              BAR));
      figures.line("depot: at most %d MiB resident", Figures.mib(depot.child().state().peak()));
    }
    return 0;
  }

  /** From the request that adds the image until it is served from here. */
  private static double depot(DepotProcess depot, Nginx nginx)
      throws IOException, InterruptedException {
    DepotApi api = depot.api();
    long began = System.nanoTime();
    api.addImage(nginx.address());
    api.awaitImagesHere(Duration.ofMillis(10), LIMIT);
    double seconds = Figures.seconds(Duration.ofNanos(System.nanoTime() - began));
    api.deleteImages();
    return seconds;
  }

  private static double curl(Workbench bench, Nginx nginx)
      throws IOException, InterruptedException {
    Path got = bench.folder().resolve("got");
    long began = System.nanoTime();
    run(
        bench,
        "curl",
        "--silent",
        "--show-error",
        "--fail",
        "--output",
        got.toString(),
        nginx.address().toString());
    run(bench, "openssl", "dgst", "-sha256", got.toString());
    double seconds = Figures.seconds(Duration.ofNanos(System.nanoTime() - began));
    Files.delete(got);
    return seconds;
  }

  private static void run(Workbench bench, String... command)
      throws IOException, InterruptedException {
    Child.start(bench, command[0], new ProcessBuilder(command)).awaitEnd(LIMIT);
  }
}
