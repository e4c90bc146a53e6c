package io.netdepot.ssh;

import io.netdepot.config.CollectSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches that the bytes of a transfer keep coming: not silent for longer than {@code
 * collect.stall}, and, once they have begun, not slower than {@code collect.minimum-rate} over each
 * window. Time spent on our own disk does not count.
 */
final class FlowMeter implements Watch.Watched, AutoCloseable {
  private final Watch watch;
  private final Lifeline lifeline;
  private final CollectSettings settings;
  private final Phase phase;
  private final AtomicLong bytes = new AtomicLong();
  private volatile boolean held;

  // Mutable state of the watching thread.
  private long lastBytes;
  private long lastChange;
  private long windowBytes;
  private long windowStart;

  /** Of a fetch. */
  FlowMeter(Watch watch, Lifeline lifeline, CollectSettings settings) {
    this(watch, lifeline, settings, Phase.FETCH);
  }

  FlowMeter(Watch watch, Lifeline lifeline, CollectSettings settings, Phase phase) {
    this.phase = phase;
    this.watch = watch;
    this.lifeline = lifeline;
    this.settings = settings;
    this.lastChange = watch.now();
    this.windowStart = lastChange;
    watch.add(this);
  }

  /** So many more bytes came; on any thread. */
  void came(long more) {
    bytes.addAndGet(more);
  }

  /** Whether the bytes wait for us and not we for them. */
  void hold(boolean ours) {
    held = ours;
  }

  @Override
  public void check(long now) {
    long came = bytes.get();
    if (held || (lastBytes == 0 && came > 0)) {
      windowStart = now;
      windowBytes = came;
    }
    if (held || came != lastBytes) {
      lastChange = now;
      lastBytes = came;
    }
    if (now - lastChange >= settings.stall().toNanos()) {
      stalled("No byte came for " + Spans.text(settings.stall()) + " (collect.stall)");
    } else if (came > 0 && now - windowStart >= settings.minimumRateWindow().toNanos()) {
      checkRate(came - windowBytes);
      windowStart = now;
      windowBytes = came;
    }
  }

  private void checkRate(long inWindow) {
    double asked = settings.minimumRate().bytes() * (settings.minimumRateWindow().toNanos() / 1e9);
    if (inWindow < asked) {
      stalled(
          "Only "
              + inWindow
              + " bytes came in "
              + Spans.text(settings.minimumRateWindow())
              + ", less than "
              + settings.minimumRate()
              + " a second (collect.minimum-rate)");
    }
  }

  private void stalled(String details) {
    lifeline.cut(new Failure(FailureReason.STALLED, phase, details));
  }

  /** Looks no more: the bytes are all here. */
  void stop() {
    watch.remove(this);
  }

  @Override
  public void close() {
    stop();
  }
}
