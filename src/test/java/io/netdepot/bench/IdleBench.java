package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the service computes while it has nothing to do, and which threads wake up for it; against a
 * Java that sleeps.
 */
@Command(name = "bench/idle", mixinStandardHelpOptions = true)
final class IdleBench implements Callable<Integer> {
  private static final double BAR_PERCENT = 1.0;
  private static final int SHOWN = 8;

  @Option(names = "--seconds", defaultValue = "60", description = "How long to look; 60.")
  private int seconds;

  @Option(
      names = "--settle",
      defaultValue = "30",
      description = "Seconds after the start before looking, for Java's compiler; 30.")
  private int settle;

  private IdleBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new IdleBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures = Figures.begin("Idle: CPU over " + seconds + " s without any work");
    try (Workbench bench = Workbench.open("idle")) {
      Path data = bench.folder().resolve("data");
      Child sleeper = sleeper(bench);
      try (DepotProcess depot = DepotProcess.start(bench, data, "", Map.of())) {
        Thread.sleep(Duration.ofSeconds(settle));
        ThreadTimes before = ThreadTimes.of(depot.child().pid());
        ThreadTimes sleeperBefore = ThreadTimes.of(sleeper.pid());
        long begun = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds));
        double elapsed = Figures.secondsSince(begun);
        ThreadTimes used = ThreadTimes.of(depot.child().pid()).since(before);
        ThreadTimes sleeperUsed = ThreadTimes.of(sleeper.pid()).since(sleeperBefore);
        show(figures, used, elapsed);
        figures.line(
            "depot: %.2f s of CPU, %.1f wake-ups a second; a Java that sleeps: %.2f s, %.1f",
            used.total().seconds(),
            used.total().wakeUps() / elapsed,
            sleeperUsed.total().seconds(),
            sleeperUsed.total().wakeUps() / elapsed);
        figures.bar(
            Bar.atMost("percent of a core", used.total().seconds() / elapsed * 100, BAR_PERCENT));
      }
    }
    return 0;
  }

  private static void show(Figures figures, ThreadTimes used, double elapsed) {
    used.byName().entrySet().stream()
        .filter(entry -> entry.getValue().wakeUps() > 0 || entry.getValue().seconds() > 0)
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, ThreadTimes.Use> entry) -> entry.getValue().wakeUps())
                .reversed())
        .limit(SHOWN)
        .forEach(
            entry ->
                figures.line(
                    "  %-16s %6.1f wake-ups a second, %.2f s",
                    entry.getKey(),
                    entry.getValue().wakeUps() / elapsed,
                    entry.getValue().seconds()));
  }

  private static Child sleeper(Workbench bench) throws IOException {
    return Child.start(
        bench,
        "sleeper",
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            Sleeper.class.getName()));
  }

  /** A Java that does nothing. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      Thread.sleep(Duration.ofDays(1));
    }
  }
}
