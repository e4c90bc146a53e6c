package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code /proc/PID/status} says of a process.
 *
 * @param resident bytes of memory it has now
 * @param peak the most it ever had
 * @param threads of the system: those of the Java machine (compiler, collector) included
 */
record ProcessState(long resident, long peak, int threads) {
  static ProcessState of(long pid) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"));
    return new ProcessState(
        number(lines, "VmRSS:") * 1024,
        number(lines, "VmHWM:") * 1024,
        Math.toIntExact(number(lines, "Threads:")));
  }

  private static long number(List<String> lines, String name) throws IOException {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("[^0-9]", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IOException("The process has no " + name));
  }
}
