package io.netdepot.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Prints what was measured, on what machine, and takes medians. */
final class Figures {
  private final PrintStream out = System.out;

  /** Prints the name of the benchmark and the machine it runs on. */
  static Figures begin(String title) throws IOException {
    Figures figures = new Figures();
    figures.line("%s", title);
    figures.line(
        "machine: %d cores, %s of memory, Java %s, load %s",
        Runtime.getRuntime().availableProcessors(),
        memory(),
        Runtime.version().feature(),
        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    return figures;
  }

  void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  void bar(Bar bar) {
    line("%s", bar);
  }

  static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  static long mib(long bytes) {
    return bytes >> 20;
  }

  /** The middle one; of an even number the lower of the two in the middle. */
  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  /** The smallest value that so many percent of all do not exceed. */
  static long percentile(long[] values, double percent) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }

  private static String memory() throws IOException {
    String total = Files.readAllLines(Path.of("/proc/meminfo")).getFirst();
    long kib = Long.parseLong(total.replaceAll("[^0-9]", ""));
    return Math.round(kib / 1048576.0) + " GiB";
  }
}
