package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A fleet of small packages, by the depot and by ssh and scp under xargs, from the same switches.
 *
 * <p>The depot does more: it lists before and after, reads every archive to its end, makes it
 * durable and deletes it on the switch.
 */
@Command(name = "bench/fleet", mixinStandardHelpOptions = true)
final class FleetBench implements Callable<Integer> {
  private static final double BAR = 0.8;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Option(names = "--switches", defaultValue = "200", description = "How many; 200.")
  private int switches;

  @Option(names = "--size", defaultValue = "1MB", description = "Of each package; 1MB.")
  private String size = "";

  @Option(names = "--rounds", defaultValue = "5", description = "Counted ones; 5.")
  private int rounds;

  @Option(names = "--at-once", defaultValue = "64", description = "Of xargs; 64.")
  private int atOnce;

  @Option(
      names = "--key-exchange",
      defaultValue = SimulatorProcess.SAME_KEY_EXCHANGE,
      description = "What the switches offer; curve25519-sha256. Of several, each side chooses.")
  private String keyExchange = "";

  private FleetBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new FleetBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures =
        Figures.begin("Fleet: " + switches + " switches x " + size + ", " + keyExchange);
    try (Workbench bench = Workbench.open("fleet")) {
      SshKey key = SshKey.make(bench);
      SimulatorProcess fleet =
          SimulatorProcess.start(
              bench, switches, key, "--size=" + size, "--key-exchange=" + keyExchange);
      DepotProcess depot =
          DepotProcess.start(
              bench,
              bench.folder().resolve("data"),
              "-Xmx256m",
              Map.of("ssh.port", String.valueOf(fleet.port()), "ssh.key.bench", key.file() + ""));
      DepotApi api = depot.api();
      String profile = api.createProfile("bench", SimulatorProcess.USER);
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round <= rounds; round++) {
        Path files = bench.folder("scp-" + round);
        double byScp = byScp(bench, fleet, key, files);
        double byDepot = byDepot(api, fleet, profile);
        int verified = verify(api, fleet, files);
        figures.line(
            "%s  depot %.2f s, xargs ssh + scp %.2f s, ratio %.2f, %d of %d stored and verified",
            round == 0 ? "warm-up " : "round " + round + " ",
            byDepot,
            byScp,
            byDepot / byScp,
            verified,
            switches);
        if (verified != switches) {
          return 1;
        }
        if (round > 0) {
          ratios.add(byDepot / byScp);
        }
        api.deleteAll();
        Workbench.remove(files);
      }
      ProcessState state = depot.child().state();
      figures.line(
          "depot: heap limit 256 MiB, at most %d MiB resident, %d threads of the system",
          Figures.mib(state.peak()), state.threads());
      figures.bar(Bar.atMost("wall time, depot : xargs ssh + scp", Figures.median(ratios), BAR));
    }
    return 0;
  }

  private double byScp(Workbench bench, SimulatorProcess fleet, SshKey key, Path files)
      throws IOException, InterruptedException {
    Path hosts = Files.write(files.resolve("hosts"), fleet.addresses());
    ProcessBuilder command =
        new ProcessBuilder(
            "xargs",
            "-P",
            String.valueOf(atOnce),
            "-n",
            "1",
            bench.home().resolve("bench/one-by-scp").toString());
    command.environment().put("BENCH_KEY", key.file().toString());
    command.environment().put("BENCH_PORT", String.valueOf(fleet.port()));
    command.environment().put("BENCH_USER", SimulatorProcess.USER);
    command.environment().put("BENCH_FILES", files.toString());
    command.environment().put("BENCH_KNOWN_HOSTS", bench.folder().resolve("known").toString());
    command.redirectInput(hosts.toFile());
    long started = System.nanoTime();
    Child.start(bench, "xargs", command).awaitEnd(LIMIT);
    return Figures.secondsSince(started);
  }

  private static double byDepot(DepotApi api, SimulatorProcess fleet, String profile)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    String operation = api.collect(profile, fleet.addresses());
    api.awaitCompleted(operation, Duration.ofMillis(100), LIMIT);
    return Figures.secondsSince(started);
  }

  /** How many packages the service holds with the digest of what scp brought from their switch. */
  private static int verify(DepotApi api, SimulatorProcess fleet, Path files)
      throws IOException, InterruptedException {
    Map<String, String> packages = api.packages();
    int verified = 0;
    for (String address : fleet.addresses()) {
      String fileId = packages.get(address);
      Path byScp = files.resolve(address + ".tar.gz");
      if (fileId != null && api.digest(fileId).equals(sha256(byScp))) {
        verified++;
      }
    }
    return verified;
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
