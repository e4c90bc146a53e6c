package io.netdepot;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.config.Settings;
import io.netdepot.config.StoreSettings;
import io.netdepot.monitor.BlobsCheck;
import io.netdepot.monitor.Check;
import io.netdepot.monitor.Finding;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.StoreHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheck;

/** The health checks of what is kept and of where images come from. */
final class HealthChecks {
  private static final double NANOS = 1e9;

  private HealthChecks() {}

  static List<HealthCheck> of(Settings settings, Storage storage, ListenerTls tls) {
    List<HealthCheck> checks = new ArrayList<>(tls.checks());
    checks.add(new Check("catalog", () -> catalog(storage.catalog())));
    checks.add(new Check("store", () -> store(storage.health())));
    checks.add(new Check("disk", () -> disk(storage.disk(), settings.store())));
    checks.add(new Check("sources", () -> sources(storage.catalog().imageSyncs())));
    checks.add(new BlobsCheck(storage.catalog().blobChecks()));
    return checks;
  }

  private static Finding catalog(Catalog catalog) {
    long begun = System.nanoTime();
    catalog.ping();
    return Finding.well(Map.of("answeredInSeconds", (System.nanoTime() - begun) / NANOS));
  }

  private static Finding store(StoreHealth store) {
    return store
        .problem()
        .map(problem -> Finding.down(problem, Map.of()))
        .orElseGet(() -> Finding.well(Map.of()));
  }

  private static Finding disk(DiskGuard disk, StoreSettings settings) {
    Map<String, Object> figures =
        Map.of("usableBytes", disk.usableBytes(), "keptFreeBytes", disk.floorBytes());
    return disk.hasRoom()
        ? Finding.well(figures)
        : Finding.down(
            "The disk of "
                + settings.data()
                + " is full: less than "
                + disk.floorBytes()
                + " bytes are free; delete packages or change store.free-bytes",
            figures);
  }

  // A repository that is away is no reason to send requests elsewhere: what is here is served.
  private static Finding sources(ImageSyncCatalog syncs) {
    List<ImageSync> last = syncs.list();
    long failing = last.stream().filter(sync -> sync.failures() > 0).count();
    Map<String, Object> figures = Map.of("synced", last.size(), "failing", failing);
    return failing == 0
        ? Finding.well(figures)
        : Finding.noted(
            "The last sync of "
                + failing
                + " of "
                + last.size()
                + " images and repositories failed; GET /netdepot/v1/image-syncs says why",
            figures);
  }
}
