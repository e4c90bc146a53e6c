package io.netdepot.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.collect.Collector;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;
import io.netdepot.store.DiskGuard;
import java.util.List;

/** Registers what can be read at any moment: running sessions, bytes, packages, images, disk. */
public final class DepotMetrics {
  private DepotMetrics() {}

  /** Called once, when the parts are there. */
  public static void register(
      MeterRegistry registry,
      Operations operations,
      LiveTasks live,
      Collector collector,
      PackageCatalog packages,
      ImageCatalog images,
      DiskGuard disk) {
    Gauge.builder("netdepot.sessions.running", live, LiveTasks::count)
        .description("Switches that are being worked on")
        .register(registry);
    Gauge.builder("netdepot.collection.paused", collector, held -> held.isPaused() ? 1 : 0)
        .description("1 while new switches are being held back")
        .register(registry);
    FunctionCounter.builder("netdepot.received", live, LiveTasks::receivedInAll)
        .description("Bytes that came from switches")
        .baseUnit("bytes")
        .register(registry);
    FunctionCounter.builder("netdepot.sent", live, LiveTasks::sentInAll)
        .description("Bytes of images that went to switches")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("netdepot.packages", packages, stored -> stored.totals().packages())
        .description("Packages in the depot")
        .register(registry);
    Gauge.builder("netdepot.packages.size", packages, stored -> stored.totals().bytes())
        .description("Sum of the sizes of the packages")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("netdepot.images", images, stored -> stored.totals().images())
        .description("Images in the depot, without those that are only elsewhere")
        .register(registry);
    Gauge.builder("netdepot.images.size", images, stored -> stored.totals().bytes())
        .description("Sum of the sizes of the images")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("netdepot.sessions.limit", collector, held -> held.limits().mostConnections())
        .description("How many switches may be worked on at one time")
        .register(registry);
    Gauge.builder("netdepot.transfers.limit", collector, held -> held.limits().mostTransfers())
        .description("How many packages may be fetched at one time")
        .register(registry);
    for (OperationState state : List.of(OperationState.PENDING, OperationState.IN_PROGRESS)) {
      Gauge.builder(
              "netdepot.operations.unfinished",
              operations,
              all -> all.views().countByState().getOrDefault(state, 0L))
          .description("Operations that have not ended")
          .tag("state", state.word())
          .register(registry);
    }
    Gauge.builder("netdepot.disk.usable", disk, DiskGuard::usableBytes)
        .description("Room left for files, above what stays free")
        .baseUnit("bytes")
        .register(registry);
  }
}
