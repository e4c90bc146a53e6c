package io.netdepot.ssh;

import io.netdepot.config.CollectSettings;
import io.netdepot.fleet.Phase;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches that the bytes of a transfer keep coming, and cuts the line when they do not. Time spent
 * on our own disk does not count.
 */
final class FlowMeter implements Watch.Watched, AutoCloseable {
  private final Watch watch;
  private final Lifeline lifeline;
  private final AtomicLong bytes = new AtomicLong();
  // Of the watching thread.
  private final SteadyFlow flow;
  private volatile boolean held;

  /** Of a fetch. */
  FlowMeter(Watch watch, Lifeline lifeline, CollectSettings settings) {
    this(watch, lifeline, settings, Phase.FETCH);
  }

  FlowMeter(Watch watch, Lifeline lifeline, CollectSettings settings, Phase phase) {
    this.watch = watch;
    this.lifeline = lifeline;
    this.flow = new SteadyFlow(settings, phase, watch.now());
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
    flow.came(bytes.get(), now);
    if (held) {
      flow.held(now);
    }
    flow.trouble(now).ifPresent(lifeline::cut);
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
