package io.netdepot.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.SyncListener;
import java.util.List;

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
    for (String outcome : List.of("stored", "unchanged", "changed", "listed", "failed")) {
      Counter unused = ended(outcome);
    }
    Gauge.builder("netdepot.image.syncs.running", syncs, ImageSyncs::running)
        .description("Syncs of images that run or wait for their place")
        .register(registry);
  }

  @Override
  public void ended(String outcome, long bytes) {
    ended(outcome).increment();
    received.increment((double) bytes);
  }

  private Counter ended(String outcome) {
    return Counter.builder("netdepot.image.syncs")
        .description("Syncs of images that ended, by how")
        .tag("outcome", outcome)
        .register(registry);
  }
}
