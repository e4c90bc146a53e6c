package io.netdepot.bench;

import io.netdepot.peer.RealSshd;
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
 * One image that the depot delivers to simulated switches, which compare its digest, against {@code
 * scp} run as often in parallel to OpenSSH's server, which compares nothing. The sides alternate.
 */
@Command(name = "bench/deliver", mixinStandardHelpOptions = true)
final class DeliverBench implements Callable<Integer> {
  private static final double BAR = 1.5;
  private static final Duration LIMIT = Duration.ofMinutes(60);
  private static final String IMAGE = "nvos-amd64-25.02.2579.bin";

  @Option(names = "--size", defaultValue = "1 GiB", description = "The image's size; 1 GiB.")
  private String size = "";

  @Option(names = "--switches", defaultValue = "20", description = "How many; 20.")
  private int switches;

  @Option(names = "--rounds", defaultValue = "2", description = "Rounds that count; 2.")
  private int rounds;

  @Option(names = "--via", defaultValue = "sftp", description = "sftp or fetch; sftp.")
  private String via = "";

  private DeliverBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new DeliverBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Deliver: " + size + " to " + switches + " via " + via);
    try (Workbench bench = Workbench.open("deliver");
        RealSshd sshd = RealSshd.with().plain().start()) {
      Path file = BigFile.make(bench, size);
      SshKey key = SshKey.make(bench);
      List<Double> ratios = new ArrayList<>();
      try (SimulatorProcess fleet = SimulatorProcess.start(bench, switches, key, "--size=1MiB");
          DepotProcess depot =
              DepotProcess.start(
                  bench,
                  bench.folder().resolve("data"),
                  "-Xmx256m",
                  Map.of(
                      "ssh.port",
                      String.valueOf(fleet.port()),
                      "ssh.key.bench",
                      key.file().toString()))) {
        depot.api().createProfile("bench", SimulatorProcess.USER);
        depot.api().upload(file, IMAGE);
        for (int round = 0; round <= rounds; round++) {
          double byScp = byScp(bench, sshd, file);
          if (round > 0) {
            emptied(bench, fleet, key);
          }
          long began = System.nanoTime();
          depot.api().deliver(IMAGE, via, "bench", fleet.addresses(), LIMIT);
          double byDepot = Figures.secondsSince(began);
          figures.line(
              "%s  depot %.1f s, scp in parallel %.1f s, ratio %.2f",
              round == 0 ? "warm-up " : "round " + round + " ", byDepot, byScp, byDepot / byScp);
          if (round > 0) {
            ratios.add(byDepot / byScp);
          }
        }
        figures.line("depot: at most %d MiB resident", Figures.mib(depot.child().state().peak()));
      }
      figures.bar(Bar.atMost("wall time, depot : scp in parallel", Figures.median(ratios), BAR));
    }
    return 0;
  }

  /** Takes the image of the round before from every switch, by hand. */
  private static void emptied(Workbench bench, SimulatorProcess fleet, SshKey key)
      throws IOException, InterruptedException {
    for (String address : fleet.addresses()) {
      Child.start(
              bench,
              "ssh",
              new ProcessBuilder(
                  "ssh",
                  "-F",
                  "none",
                  "-i",
                  key.file().toString(),
                  "-o",
                  "BatchMode=yes",
                  "-o",
                  "StrictHostKeyChecking=no",
                  "-o",
                  "UserKnownHostsFile=/dev/null",
                  "-o",
                  "LogLevel=ERROR",
                  "-p",
                  String.valueOf(fleet.port()),
                  SimulatorProcess.USER + "@" + address,
                  "nv action delete system image files " + IMAGE))
          .awaitEnd(Duration.ofSeconds(30));
    }
  }

  private double byScp(Workbench bench, RealSshd sshd, Path file)
      throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < switches; i++) {
      names.add("image-" + i);
    }
    Path list = Files.write(bench.folder().resolve("names"), names);
    ProcessBuilder command =
        new ProcessBuilder(
            "xargs",
            "-P",
            String.valueOf(switches),
            "-I",
            "{}",
            "scp",
            "-q",
            "-F",
            "none",
            "-i",
            sshd.privateKey().toString(),
            "-o",
            "BatchMode=yes",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "LogLevel=ERROR",
            "-P",
            String.valueOf(sshd.port()),
            file.toString(),
            sshd.user() + "@127.0.0.1:" + sshd.dumpDir() + "/{}");
    command.redirectInput(list.toFile());
    long began = System.nanoTime();
    Child.start(bench, "xargs", command).awaitEnd(LIMIT);
    double seconds = Figures.secondsSince(began);
    for (String name : names) {
      Files.deleteIfExists(sshd.dumpDir().resolve(name));
    }
    return seconds;
  }
}
