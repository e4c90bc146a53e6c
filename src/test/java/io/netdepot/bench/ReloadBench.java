package io.netdepot.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From saving a step route to new work using it, while a fleet is being collected from without a
 * pause. What is waited for is part of it: an editor may write in pieces.
 */
@Command(name = "bench/reload", mixinStandardHelpOptions = true)
final class ReloadBench implements Callable<Integer> {
  private static final double BAR_SECONDS = 2;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(10);
  private static final String FILE = "store.camel.yaml";

  @Option(names = "--edits", defaultValue = "100", description = "How many; 100.")
  private int edits;

  @Option(names = "--switches", defaultValue = "100", description = "Collected from; 100.")
  private int switches;

  private ReloadBench() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new ReloadBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Figures figures =
        Figures.begin(
            "Reload: %d edits while %d switches are collected from".formatted(edits, switches));
    try (Workbench bench = Workbench.open("reload")) {
      Path routes = copyOfTheRoutes(bench);
      SshKey key = SshKey.make(bench);
      SimulatorProcess fleet =
          SimulatorProcess.start(
              bench, switches, key, "--size=64KiB", "--same-content", "--generate=3s");
      DepotProcess depot =
          DepotProcess.start(
              bench,
              bench.folder().resolve("data"),
              "-Xmx256m",
              Map.of(
                  "ssh.port", fleet.port() + "",
                  "ssh.key.bench", key.file() + "",
                  "routes.directory", routes + ""));
      DepotApi api = depot.api();
      String profile = api.createProfile("bench", SimulatorProcess.USER);
      Collecting load = new Collecting(depot.api(), profile, fleet.addresses());
      Thread collecting = Thread.ofPlatform().name("collecting").start(load);
      long[] idle = edit(api, routes.resolve(FILE), "warm-up", Math.max(3, edits / 10));
      long[] latencies = edit(api, routes.resolve(FILE), "edit", edits);
      load.end.set(true);
      collecting.join();
      load.requireNoFailure();
      figures.line(
          "warm-up   %d edits, p50 %.2f s; %d operations of %d switches completed meanwhile",
          idle.length, Figures.percentile(idle, 50) / 1e9, load.operations.get(), switches);
      figures.line(
          "edits     p50 %.2f s, p99 %.2f s, longest %.2f s",
          Figures.percentile(latencies, 50) / 1e9,
          Figures.percentile(latencies, 99) / 1e9,
          Figures.percentile(latencies, 100) / 1e9);
      figures.bar(
          Bar.atMost(
              "p99, seconds from the save to new work on it",
              Figures.percentile(latencies, 99) / 1e9,
              BAR_SECONDS));
    }
    return 0;
  }

  private static Path copyOfTheRoutes(Workbench bench) throws IOException {
    Path shipped = bench.home().resolve("routes");
    Path copy = bench.folder().resolve("routes");
    try (Stream<Path> files = Files.walk(shipped)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(shipped.relativize(file).toString()));
      }
    }
    return copy;
  }

  /** How long each edit took, in nanoseconds. */
  private static long[] edit(DepotApi api, Path file, String name, int times)
      throws IOException, InterruptedException {
    String text = Files.readString(file);
    long[] latencies = new long[times];
    for (int i = 0; i < times; i++) {
      byte[] edited = ("# " + name + " " + i + "\n" + text).getBytes(StandardCharsets.UTF_8);
      Path beside = file.resolveSibling(".edited");
      Files.write(beside, edited);
      long saved = System.nanoTime();
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      awaitAtWork(api, sha256(edited));
      latencies[i] = System.nanoTime() - saved;
    }
    return latencies;
  }

  private static void awaitAtWork(DepotApi api, String digest)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (!isAtWork(api.routes(), digest)) {
      if (Figures.secondsSince(began) > LIMIT.toSeconds()) {
        throw new IOException("The edit is not at work: " + api.routes().path("refusal"));
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean isAtWork(JsonNode routes, String digest) {
    JsonNode sets = routes.path("generations");
    for (JsonNode file : sets.path(sets.size() - 1).path("files")) {
      if (file.path("sha256").asText().equals(digest)) {
        return true;
      }
    }
    return false;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Collects from the fleet over and over. */
  private static final class Collecting implements Runnable {
    private final DepotApi api;
    private final String profile;
    private final List<String> addresses;
    private final AtomicBoolean end = new AtomicBoolean();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicInteger operations = new AtomicInteger();

    Collecting(DepotApi api, String profile, List<String> addresses) {
      this.api = api;
      this.profile = profile;
      this.addresses = addresses;
    }

    @Override
    public void run() {
      try {
        while (!end.get()) {
          api.awaitCompleted(api.collect(profile, addresses), Duration.ofMillis(200), LIMIT);
          api.deleteAll();
          operations.incrementAndGet();
        }
      } catch (IOException | InterruptedException e) {
        failure.set(e);
      }
    }

    void requireNoFailure() throws IOException {
      Exception failed = failure.get();
      if (failed != null) {
        throw new IOException("An edit broke a collection", failed);
      }
    }
  }
}
