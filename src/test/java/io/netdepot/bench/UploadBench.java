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
 * Uploads of one large image, which the depot hashes and makes durable, against nginx that writes
 * the body to a file, then openssl that hashes the file, then a sync of it. The sides alternate.
 */
@Command(name = "bench/upload", mixinStandardHelpOptions = true)
final class UploadBench implements Callable<Integer> {
  private static final double BAR = 1.0;
  // And the time that a disk takes for what may wait: two steps of 16 MiB.
  private static final double AFTER_THE_LAST_BYTE = 0.2;
  private static final long STEP = 32L << 20;
  private static final Duration LIMIT = Duration.ofMinutes(15);

  @Option(names = "--size", defaultValue = "2GiB", description = "Of the image; 2GiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "5", description = "Counted ones; 5.")
  private int rounds;

  @Option(names = "--heap", defaultValue = "128m", description = "Of the depot; 128m.")
  private String heap = "";

  /** The seconds of the three steps of the other side. */
  private record Baseline(double nginx, double digest, double sync) {
    double all() {
      return nginx + digest + sync;
    }
  }

  private UploadBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new UploadBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Upload: " + size + " with -Xmx" + heap);
    try (Workbench bench = Workbench.open("upload")) {
      Path file = BigFile.make(bench, size);
      DepotProcess depot =
          DepotProcess.start(bench, bench.folder().resolve("data"), "-Xmx" + heap, Map.of());
      DepotApi api = depot.api();
      // A login that was proved once is not proved again.
      api.deleteImages();
      UploadLoad ours = new UploadLoad(api.imageFiles(), api.authorization(), file);
      Nginx nginx = Nginx.startForUploads(bench);
      UploadLoad theirs = new UploadLoad(nginx.address(), api.authorization(), file);
      List<Double> toAll = new ArrayList<>();
      List<Double> toNginx = new ArrayList<>();
      List<Double> afterwards = new ArrayList<>();
      List<Double> step = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        // Which side goes first alternates.
        Baseline before = round % 2 == 0 ? baseline(bench, nginx, theirs) : new Baseline(0, 0, 0);
        UploadLoad.Outcome outcome = ours.run("image-" + round + ".bin");
        api.deleteImages();
        // Its MD5 is computed in the background, for nobody any more.
        depot.child().awaitIdle(LIMIT);
        Baseline baseline = round % 2 == 0 ? before : baseline(bench, nginx, theirs);
        double stepSeconds = step(bench);
        figures.line(
            "%s  depot %.2f s, %.3f s of it after the last byte; nginx %.2f s, digest %.2f s, sync"
                + " %.2f s; ratio %.2f, to nginx alone %.2f; a step of the disk %.3f s",
            round == 0 ? "warm-up " : "round " + round + " ",
            outcome.seconds(),
            outcome.afterTheLastByte(),
            baseline.nginx(),
            baseline.digest(),
            baseline.sync(),
            baseline.all() / outcome.seconds(),
            baseline.nginx() / outcome.seconds(),
            stepSeconds);
        if (round > 0) {
          toAll.add(baseline.all() / outcome.seconds());
          toNginx.add(baseline.nginx() / outcome.seconds());
          afterwards.add(outcome.afterTheLastByte());
          step.add(stepSeconds);
        }
      }
      figures.line("depot: at most %d MiB resident", Figures.mib(depot.child().state().peak()));
      figures.line("throughput, depot : nginx alone: %.2f (no bar)", Figures.median(toNginx));
      figures.bar(
          Bar.atMost(
              "seconds after the last byte",
              Figures.median(afterwards),
              AFTER_THE_LAST_BYTE + Figures.median(step)));
      figures.bar(
          Bar.atLeast("throughput, depot : nginx, digest, sync", Figures.median(toAll), BAR));
    }
    return 0;
  }

  private static Baseline baseline(Workbench bench, Nginx nginx, UploadLoad upload)
      throws IOException, InterruptedException {
    double seconds = upload.run("image").seconds();
    Path body = nginx.uploaded();
    Baseline all =
        new Baseline(
            seconds,
            run(bench, "openssl", "dgst", "-sha256", body.toString()),
            run(bench, "sync", body.toString()));
    Files.delete(body);
    return all;
  }

  /** How long the disk takes for what may wait for it at the end of an upload. */
  private static double step(Workbench bench) throws IOException, InterruptedException {
    Path file = bench.folder().resolve("step");
    Files.write(file, new byte[(int) STEP]);
    double seconds = run(bench, "sync", file.toString());
    Files.delete(file);
    return seconds;
  }

  private static double run(Workbench bench, String... command)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    Child.start(bench, command[0], new ProcessBuilder(command)).awaitEnd(LIMIT);
    return Figures.secondsSince(started);
  }
}
