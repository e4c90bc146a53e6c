package io.netdepot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.netdepot.config.DataSize;
import io.netdepot.peer.RealSshd;
import io.netdepot.simulator.ContentCache;
import io.netdepot.simulator.PackageContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One large package from OpenSSH's server, by the depot and by scp, which neither hashes nor checks
 * nor makes durable.
 *
 * <p>The depot's time is that of its login and of the fetch, to the last byte written and in the
 * digest; scp's is that of its process. What the depot does between the two on the same connection,
 * listing and generating, is left out, as scp does not do it.
 */
@Command(name = "bench/package", mixinStandardHelpOptions = true)
final class PackageBench implements Callable<Integer> {
  private static final double BAR = 0.85;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofMillis(20);

  @Option(names = "--size", defaultValue = "1GiB", description = "Of the package; 1GiB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "5", description = "Counted ones; 5.")
  private int rounds;

  /**
   * How one collection went.
   *
   * @param transfer seconds of the login and of the fetch, to the last byte
   * @param published seconds from the request to a published package
   */
  private record Collected(double transfer, double published) {}

  private PackageBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new PackageBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Package: " + size + " from OpenSSH's server");
    try (Workbench bench = Workbench.open("package")) {
      Path content =
          new ContentCache(bench.content())
              .archive(new PackageContent(DataSize.parse(size).bytes(), 1));
      // The account that the server lets in is not ours.
      Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rw-r--r--"));
      RealSshd sshd = bench.keep(RealSshd.with().packageContent(content).start());
      DepotProcess depot =
          DepotProcess.start(
              bench,
              bench.folder().resolve("data"),
              "-Xmx256m",
              Map.of("ssh.port", sshd.port() + "", "ssh.key.bench", sshd.privateKey() + ""));
      DepotApi api = depot.api();
      String profile = api.createProfile("bench", sshd.user());
      double megabytes = Files.size(content) / 1e6;
      Path remote = sshd.dumpDir().resolve("for-scp.tar.gz");
      Files.createLink(remote, sshd.dumpDir().resolveSibling("template"));
      List<Double> toScp = new ArrayList<>();
      List<Double> toSameCipher = new ArrayList<>();
      List<Long> resident = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        double scp = scp(bench, sshd, remote, List.of());
        double scpGcm = scp(bench, sshd, remote, List.of("-c", "aes256-gcm@openssh.com"));
        Collected collected = collect(api, profile);
        api.deleteAll();
        resident.add(depot.child().state().resident());
        figures.line(
            "%s  depot %.0f MB/s (published %.2f s after the request), scp %.0f MB/s (its default"
                + " cipher) and %.0f MB/s (aes256-gcm), ratio %.2f and %.2f; %d MiB resident",
            round == 0 ? "warm-up " : "round " + round + " ",
            megabytes / collected.transfer(),
            collected.published(),
            megabytes / scp,
            megabytes / scpGcm,
            scp / collected.transfer(),
            scpGcm / collected.transfer(),
            Figures.mib(resident.getLast()));
        if (round > 0) {
          toScp.add(scp / collected.transfer());
          toSameCipher.add(scpGcm / collected.transfer());
        }
      }
      figures.line(
          "depot: heap limit 256 MiB, resident %d MiB after the first package, %d MiB after the"
              + " last, %d MiB at most",
          Figures.mib(resident.getFirst()),
          Figures.mib(resident.getLast()),
          Figures.mib(depot.child().state().peak()));
      figures.line(
          "throughput, depot : scp told to use the depot's cipher, aes256-gcm: %.2f (no bar)",
          Figures.median(toSameCipher));
      figures.bar(Bar.atLeast("throughput, depot : scp", Figures.median(toScp), BAR));
    }
    return 0;
  }

  private static double scp(Workbench bench, RealSshd sshd, Path remote, List<String> options)
      throws IOException, InterruptedException {
    Path to = bench.folder().resolve("by-scp");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("scp", "-q", "-F", "none", "-i", sshd.privateKey().toString()));
    command.addAll(List.of("-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=accept-new"));
    command.addAll(List.of("-o", "UserKnownHostsFile=" + bench.folder().resolve("known_hosts")));
    command.addAll(List.of("-o", "LogLevel=ERROR", "-P", String.valueOf(sshd.port())));
    command.addAll(options);
    command.add(sshd.user() + "@127.0.0.1:" + remote);
    command.add(to.toString());
    long started = System.nanoTime();
    Child.start(bench, "scp", new ProcessBuilder(command)).awaitEnd(LIMIT);
    double seconds = Figures.secondsSince(started);
    Files.delete(to);
    return seconds;
  }

  private static Collected collect(DepotApi api, String profile)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    String operation = api.collect(profile, List.of("127.0.0.1"));
    double loggedIn = 0;
    double fetchBegan = 0;
    double lastByte = 0;
    while (lastByte == 0) {
      JsonNode progress = api.progress(operation).path("switches").path(0);
      double now = Figures.secondsSince(started);
      String phase = progress.path("phase").asText();
      if (loggedIn == 0 && !List.of("waiting", "connect").contains(phase)) {
        loggedIn = now;
      }
      if (fetchBegan == 0 && !List.of("waiting", "connect", "list", "generate").contains(phase)) {
        fetchBegan = now;
      }
      if (isWhole(progress)) {
        lastByte = now;
      } else {
        Thread.sleep(POLL);
      }
    }
    api.awaitCompleted(operation, POLL, LIMIT);
    return new Collected(loggedIn + lastByte - fetchBegan, Figures.secondsSince(started));
  }

  private static boolean isWhole(JsonNode progress) throws IOException {
    if (List.of("failed", "cancelled").contains(progress.path("state").asText())) {
      throw new IOException("Not collected: " + progress);
    }
    long expected = progress.path("expectedBytes").asLong();
    return expected > 0 && progress.path("receivedBytes").asLong() == expected;
  }
}
