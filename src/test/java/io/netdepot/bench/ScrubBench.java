package io.netdepot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A scrub of one large stored file without a limit of its rate, against openssl that hashes the
 * very same file. The sides alternate.
 */
@Command(name = "bench/scrub", mixinStandardHelpOptions = true)
final class ScrubBench implements Callable<Integer> {
  private static final double BAR = 0.9;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(names = "--size", defaultValue = "2GiB", description = "Of the file; 2GiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "7", description = "Counted ones; 7.")
  private int rounds;

  private ScrubBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ScrubBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Scrub: " + size);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    try (Workbench bench = Workbench.open("scrub")) {
      DepotProcess depot = stocked(bench);
      Path file = blob(depot.data());
      for (int round = 0; round <= rounds; round++) {
        boolean first = round % 2 == 0;
        double scrub = first ? scrub(depot.api()) : 0;
        double openssl = openssl(bench, file);
        scrub = first ? scrub : scrub(depot.api());
        figures.line(
            "%s  depot %.2f s, openssl %.2f s",
            round == 0 ? "warm-up " : "round " + round + " ", scrub, openssl);
        if (round > 0) {
          ours.add(scrub);
          theirs.add(openssl);
        }
      }
      double megabytes = Files.size(file) / 1e6;
      figures.line(
          "depot %.0f MB/s, openssl %.0f MB/s",
          megabytes / Figures.median(ours), megabytes / Figures.median(theirs));
      figures.bar(
          Bar.atLeast(
              "throughput, depot : openssl dgst -sha256",
              Figures.median(theirs) / Figures.median(ours),
              BAR));
    }
    return 0;
  }

  /** From its beginning to its end, as the service tells them. */
  private static double scrub(DepotApi api) throws IOException, InterruptedException {
    JsonNode scrub = api.beginScrub();
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!scrub.path("state").asText().equals("ended")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("The scrub did not end: " + scrub);
      }
      Thread.sleep(20);
      scrub = api.scrub();
    }
    if (scrub.path("damaged").asLong() + scrub.path("unreadable").asLong() > 0) {
      throw new IOException("The file is damaged: " + scrub);
    }
    return Figures.seconds(
        Duration.between(
            Instant.parse(scrub.path("beganAt").asText()),
            Instant.parse(scrub.path("endedAt").asText())));
  }

  private static double openssl(Workbench bench, Path file)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    ProcessBuilder command = new ProcessBuilder("openssl", "dgst", "-sha256", file.toString());
    Child.start(bench, "openssl", command).awaitEnd(LIMIT);
    return Figures.secondsSince(began);
  }

  /** A service that holds the file, collected from a simulated switch. */
  private DepotProcess stocked(Workbench bench) throws IOException, InterruptedException {
    SshKey key = SshKey.make(bench);
    try (SimulatorProcess fleet = SimulatorProcess.start(bench, 1, key, "--size=" + size)) {
      DepotProcess depot =
          DepotProcess.start(
              bench,
              bench.folder().resolve("data"),
              "",
              Map.of(
                  "ssh.port", fleet.port() + "",
                  "ssh.key.bench", key.file() + "",
                  "store.scrub-rate", "0 B"));
      DepotApi api = depot.api();
      String profile = api.createProfile("bench", SimulatorProcess.USER);
      api.awaitCompleted(api.collect(profile, fleet.addresses()), Duration.ofMillis(500), LIMIT);
      return depot;
    }
  }

  private static Path blob(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("blobs"))) {
      return files
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new IOException("No file is stored"));
    }
  }
}
