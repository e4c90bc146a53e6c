package io.netdepot.demo;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** For files and pipes: a line for each switch whenever it does something else. */
final class LineView implements ProgressView {
  private final PrintStream out;

  // Mutable state
  private final Map<String, String> shown = new HashMap<>();

  LineView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(DemoOperation operation) {
    for (SwitchProgress progress : operation.switches()) {
      String now = progress.doing() + quarter(progress);
      if (!now.equals(shown.put(progress.address(), now))) {
        out.printf(
            Locale.ROOT, "  %5.1f %%  %s  %s%n", operation.percentage(), progress.address(), now);
      }
    }
    if (operation.switches().isEmpty() && !operation.step().equals(shown.get(""))) {
      shown.put("", operation.step());
      out.printf(Locale.ROOT, "  %5.1f %%  %s%n", operation.percentage(), operation.step());
    }
  }

  /** A long fetch gets a line for every quarter. */
  private static String quarter(SwitchProgress progress) {
    if (progress.expectedBytes() <= 0 || !progress.doing().equals("fetch")) {
      return "";
    }
    long quarters = Math.min(4, progress.receivedBytes() * 4 / progress.expectedBytes());
    return String.format(
        Locale.ROOT, " %d %% of %s", quarters * 25, Megabytes.of(progress.expectedBytes()));
  }

  @Override
  public void close() {
    out.flush();
  }
}
