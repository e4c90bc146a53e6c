package io.netdepot.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code /proc/PID/task} says of the threads of a process, by their names: how much they
 * computed, and how often they were woken. Threads of one name count together, without their
 * number.
 */
record ThreadTimes(Map<String, Use> byName) {
  /** The kernel counts in these, on every Linux there is. */
  private static final double TICKS_PER_SECOND = 100;

  /** What threads of a name used since they were started. */
  record Use(double seconds, long wakeUps) {
    Use plus(Use other) {
      return new Use(seconds + other.seconds, wakeUps + other.wakeUps);
    }

    Use minus(Use other) {
      return new Use(seconds - other.seconds, wakeUps - other.wakeUps);
    }
  }

  static ThreadTimes of(long pid) throws IOException {
    Map<String, Use> found = new HashMap<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
      for (Path task : tasks) {
        try {
          String name =
              Files.readString(task.resolve("comm")).strip().replaceAll("[-# ]*\\d+$", "");
          found.merge(name, use(task), Use::plus);
        } catch (NoSuchFileException e) {
          found.merge("(ended meanwhile)", new Use(0, 0), Use::plus);
        }
      }
    }
    return new ThreadTimes(found);
  }

  private static Use use(Path task) throws IOException {
    String stat = Files.readString(task.resolve("stat"));
    // The name, in brackets, may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    long wakeUps =
        Files.readAllLines(task.resolve("status")).stream()
            .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .sum();
    return new Use(ticks / TICKS_PER_SECOND, wakeUps);
  }

  /** What was used since an earlier look. */
  ThreadTimes since(ThreadTimes earlier) {
    Map<String, Use> used = new HashMap<>();
    byName.forEach(
        (name, use) -> used.put(name, use.minus(earlier.byName.getOrDefault(name, new Use(0, 0)))));
    return new ThreadTimes(used);
  }

  Use total() {
    return byName.values().stream().reduce(new Use(0, 0), Use::plus);
  }
}
