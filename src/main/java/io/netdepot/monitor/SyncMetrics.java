package io.netdepot.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.SyncListener;

/** Counts syncs of images for Prometheus. No address and no file name is a label. */
public final class SyncMetrics implements SyncListener {
  private final MeterRegistry registry;
  private final Counter received;

  public SyncMetrics(MeterRegistry registry, ImageSyncs syncs) {
    this.registry = registry;
    this.received =
        Counter.builder("netdepot.image.received")
            .description("Bytes of images that came from remote repositories")
            .baseUnit("bytes")
            .register(registry);
    Gauge.builder("netdepot.image.syncs.running", syncs, ImageSyncs::running)
        .description("Syncs of images that run or wait for their place")
        .register(registry);
  }

  @Override
  public void ended(String outcome, long bytes) {
    Counter.builder("netdepot.image.syncs")
        .description("Syncs of images that ended, by how")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
    received.increment((double) bytes);
  }
}
