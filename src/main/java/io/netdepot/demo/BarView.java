package io.netdepot.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** For a terminal: a bar for each switch. */
final class BarView implements ProgressView {
  private static final long MEGABYTE = 1_000_000;

  // Mutable state
  private final Map<String, ProgressBar> bars = new LinkedHashMap<>();

  @Override
  public void show(DemoOperation operation) {
    for (SwitchProgress progress : operation.switches()) {
      ProgressBar bar = bars.computeIfAbsent(progress.address(), BarView::bar);
      if (progress.expectedBytes() > 0) {
        bar.maxHint(progress.expectedBytes());
      }
      bar.stepTo(progress.receivedBytes());
      bar.setExtraMessage(progress.doing());
    }
  }

  private static ProgressBar bar(String address) {
    return new ProgressBarBuilder()
        .setTaskName(address)
        // -1: the size is not known before the switch has generated its package
        .setInitialMax(-1)
        .setUnit(" MB", MEGABYTE)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .hideEta()
        .build();
  }

  @Override
  public void close() {
    bars.values().forEach(ProgressBar::close);
  }
}
