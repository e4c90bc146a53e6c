package io.netdepot.monitor;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.catalog.ExpiryState;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobChecks;
import io.netdepot.upkeep.ExpiryListener;
import io.netdepot.upkeep.Leaving;
import io.netdepot.upkeep.ScrubListener;

/** Counts what went by the rules of retention and what scrubs found, for Prometheus. */
public final class UpkeepMetrics implements ExpiryListener, ScrubListener {
  private final MeterRegistry registry;
  private final Counter expiredBytes;
  private final Counter failed;
  private final Counter scrubbed;

  public UpkeepMetrics(MeterRegistry registry, BlobChecks checks) {
    this.registry = registry;
    this.expiredBytes =
        Counter.builder("netdepot.expired.size")
            .description("Bytes that went by the rules of retention")
            .baseUnit("bytes")
            .register(registry);
    this.failed =
        Counter.builder("netdepot.expire.failures")
            .description("Things that should have gone by the rules of retention and could not")
            .register(registry);
    this.scrubbed =
        Counter.builder("netdepot.scrub.read")
            .description("Bytes of stored files that were read again")
            .baseUnit("bytes")
            .register(registry);
    registerAtZero();
    for (BlobCheck.Outcome bad :
        new BlobCheck.Outcome[] {BlobCheck.Outcome.DAMAGED, BlobCheck.Outcome.UNREADABLE}) {
      Gauge.builder("netdepot.blobs." + bad.word(), checks, known -> count(known, bad))
          .description("Stored files that were found " + bad.word() + " and not stored anew since")
          .register(registry);
    }
  }

  private static double count(BlobChecks checks, BlobCheck.Outcome outcome) {
    return checks.notVerified().stream().filter(found -> found.outcome() == outcome).count();
  }

  // What has not happened yet is 0 and not unknown: else the first damage would be no increase.
  private void registerAtZero() {
    Counter unusedRuns = runs();
    for (Leaving.Kind kind : Leaving.Kind.values()) {
      Counter unused = expired(kind.word());
    }
    for (BlobCheck.Outcome outcome : BlobCheck.Outcome.values()) {
      Counter unused = scrubbed(outcome);
    }
  }

  private Counter runs() {
    return Counter.builder("netdepot.expire.runs")
        .description("Runs of the rules of retention that ended")
        .register(registry);
  }

  private Counter expired(String kind) {
    return Counter.builder("netdepot.expired")
        .description("Things that went by the rules of retention, by kind")
        .tag("kind", kind)
        .register(registry);
  }

  private Counter scrubbed(BlobCheck.Outcome outcome) {
    return Counter.builder("netdepot.scrub.blobs")
        .description("Stored files that were read again, by how they were found")
        .tag("outcome", outcome.word())
        .register(registry);
  }

  @Override
  public void ended(ExpiryState run) {
    runs().increment();
    run.gone().forEach((kind, count) -> expired(kind).increment((double) count));
    expiredBytes.increment((double) run.bytes());
    failed.increment((double) run.failed());
  }

  @Override
  public void read(BlobCheck found, long bytes) {
    scrubbed(found.outcome()).increment();
    scrubbed.increment((double) bytes);
  }
}
