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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Downloads of one large image as devices make them, by its link, against nginx with sendfile:
 * whole over one connection, and by many that all resume at one place. The sides alternate. And the
 * image list, with and without many uploads that hardly move.
 */
@Command(name = "bench/images", mixinStandardHelpOptions = true)
final class ImagesBench implements Callable<Integer> {
  private static final double WHOLE = 0.9;
  private static final double PARTS = 1.2;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final int PART = 1_000_000;

  @Option(names = "--size", defaultValue = "2GiB", description = "Of the image; 2GiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "5", description = "Counted ones; 5.")
  private int rounds;

  @Option(names = "--clients", defaultValue = "80", description = "At once, for parts; 80.")
  private int clients;

  @Option(names = "--requests", defaultValue = "2000", description = "For parts, a round; 2000.")
  private int requests;

  @Option(
      names = "--offset",
      defaultValue = "600000000",
      description = "Where the parts begin, in bytes; 600000000.")
  private long offset;

  @Option(
      names = "--warm-up",
      defaultValue = "60000",
      description = "Requests for parts before the rounds; 60000.")
  private int warmUp;

  @Option(names = "--uploads", defaultValue = "300", description = "At a byte a second; 300.")
  private int uploads;

  @Option(names = "--lists", defaultValue = "2000", description = "Lists asked for; 2000.")
  private int lists;

  /** The figures of one side, a value a round. */
  private record Side(String name, URI address, List<Double> seconds, List<Double> p99) {
    Side(String name, URI address) {
      this(name, address, new ArrayList<>(), new ArrayList<>());
    }
  }

  private ImagesBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ImagesBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Images: " + size);
    try (Workbench bench = Workbench.open("images")) {
      Path file = BigFile.make(bench, size);
      DepotProcess depot = DepotProcess.start(bench, bench.folder().resolve("data"), "", Map.of());
      DepotApi api = depot.api();
      api.deleteImages();
      UploadLoad upload = new UploadLoad(api.imageFiles(), api.authorization(), file);
      UploadLoad.Outcome unusedUpload = upload.run("image.bin");
      // The MD5 of the image is computed in the background.
      depot.child().awaitIdle(LIMIT);
      Side ours = new Side("depot", api.imageLink("image.bin"));
      Side theirs = new Side("nginx", Nginx.start(bench, file, 1).address());
      for (Side side : List.of(ours, theirs)) {
        RangeLoad.Outcome unusedParts = parts(side, warmUp);
      }
      for (int round = 0; round <= rounds; round++) {
        for (Side side : round % 2 == 0 ? List.of(ours, theirs) : List.of(theirs, ours)) {
          measure(bench, figures, side, Files.size(file), round);
        }
      }
      lists(figures, api, upload);
      figures.line("depot: at most %d MiB resident", Figures.mib(depot.child().state().peak()));
      figures.bar(
          Bar.atLeast(
              "throughput of one connection, depot : nginx",
              Figures.median(theirs.seconds()) / Figures.median(ours.seconds()),
              WHOLE));
      figures.bar(
          Bar.atMost(
              clients + " at once, 1 MB each at one place, p99, depot : nginx",
              Figures.median(ours.p99()) / Figures.median(theirs.p99()),
              PARTS));
    }
    return 0;
  }

  private void measure(Workbench bench, Figures figures, Side side, long fileSize, int round)
      throws IOException, InterruptedException {
    double whole = Curl.download(bench, side.address(), "none", fileSize, LIMIT);
    RangeLoad.Outcome parts = parts(side, requests);
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
      side.p99().add(parts.p99());
    }
  }

  private RangeLoad.Outcome parts(Side side, int number) throws IOException, InterruptedException {
    // Nobody logs in: a device has its link.
    return new RangeLoad(side.address(), "none", random -> offset, PART, clients, number).run();
  }

  /** Lists alone, beside uploads that hardly move, and alone again. */
  private void lists(Figures figures, DepotApi api, UploadLoad upload)
      throws IOException, InterruptedException {
    list(figures, api, "warm-up", lists);
    list(figures, api, "alone", lists);
    try (SlowUploads slow = SlowUploads.begin(upload, uploads)) {
      list(figures, api, "beside " + uploads + " uploads at 1 byte/s", lists);
      figures.line("uploads still under way afterwards: %d", slow.underWay());
    }
    list(figures, api, "alone", lists);
  }

  private static void list(Figures figures, DepotApi api, String what, int number)
      throws IOException, InterruptedException {
    long[] latencies = new long[number];
    for (int one = 0; one < number; one++) {
      long started = System.nanoTime();
      if (api.images().isEmpty()) {
        throw new IOException("The list is empty");
      }
      latencies[one] = System.nanoTime() - started;
    }
    figures.line(
        "list of images, %s: p50 %.2f ms, p99 %.2f ms",
        what, Figures.percentile(latencies, 50) / 1e6, Figures.percentile(latencies, 99) / 1e6);
  }
}
