package io.netdepot;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.config.Settings;
import io.netdepot.config.StoreSettings;
import io.netdepot.devices.Devices;
import io.netdepot.monitor.BlobsCheck;
import io.netdepot.monitor.Check;
import io.netdepot.monitor.Finding;
import io.netdepot.monitor.FollowedFile;
import io.netdepot.monitor.RoutesCheck;
import io.netdepot.monitor.RuntimeCheck;
import io.netdepot.routes.LiveRoutes;
import io.netdepot.schedule.Schedules;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.StoreHealth;
import io.netdepot.switches.Switches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The health checks of what is kept and of where images come from. */
final class HealthChecks {
  private static final double NANOS = 1e9;

  private HealthChecks() {}

  /** In the order in which they are answered. */
  static List<Check> of(
      Settings settings, Storage storage, Workflow work, ListenerTls tls, RuntimeCheck runtime) {
    List<Check> checks = new ArrayList<>();
    checks.add(runtime);
    checks.add(Check.of("catalog", () -> catalog(storage.catalog(), settings.store())));
    checks.add(Check.of("store", () -> store(storage.health())));
    checks.add(Check.of("disk", () -> disk(storage.disk(), settings.store())));
    checks.add(new BlobsCheck(storage.catalog().blobChecks()));
    checks.add(new RoutesCheck(work.routes()));
    checks.add(Check.of("sources", () -> sources(storage.catalog().imageSyncs(), work.routes())));
    checks.add(Check.of("schedules", () -> schedules(work.schedules())));
    checks.add(Check.of("switches", () -> switches(work.collection().switches())));
    checks.add(Check.of("devices", () -> devices(work.collection().devices().devices())));
    checks.addAll(tls.checks());
    return checks;
  }

  private static Finding catalog(Catalog catalog, StoreSettings settings) {
    long begun = System.nanoTime();
    catalog.ping();
    boolean takesNew = catalog.takesNew();
    Map<String, Object> figures =
        Map.of("answeredInSeconds", (System.nanoTime() - begun) / NANOS, "takesNew", takesNew);
    return takesNew
        ? Finding.well(figures)
        : Finding.down(
            "The catalog has no room on the disk of "
                + settings.data()
                + ": it takes nothing new, but lets everything end and be deleted. Make room on the"
                + " disk",
            figures);
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
                + " is full: "
                + (disk.floorBytes() > 0
                    ? "less than " + disk.floorBytes() + " bytes are free"
                    : "nothing is free")
                + "; delete packages, make room on it or change store.free-bytes",
            figures);
  }

  // A repository that is away is no reason to send requests elsewhere: what is here is served.
  private static Finding sources(ImageSyncCatalog syncs, LiveRoutes routes) {
    List<ImageSync> last = syncs.list();
    long failing = last.stream().filter(sync -> sync.failures() > 0).count();
    Map<String, String> away = routes.sourceTroubles();
    Map<String, Object> figures =
        Map.of("synced", last.size(), "failing", failing, "away", List.copyOf(away.keySet()));
    List<String> sentences = new ArrayList<>();
    if (failing > 0) {
      sentences.add(
          "The last sync of "
              + failing
              + " of "
              + last.size()
              + " images and repositories failed; GET /netdepot/v1/image-syncs says why");
    }
    away.forEach(
        (route, reason) -> sentences.add("The route " + route + " takes no files: " + reason));
    return sentences.isEmpty()
        ? Finding.well(figures)
        : Finding.noted(String.join(". ", sentences), figures);
  }

  private static Finding schedules(Schedules schedules) {
    return new FollowedFile(
            "schedules",
            schedules.loaded().schedules().size(),
            schedules.loaded().lastGood(),
            schedules.refusal())
        .finding();
  }

  private static Finding devices(Devices devices) {
    return new FollowedFile(
            "devices", devices.list().size(), devices.isFromLastGood(), devices.refusal())
        .finding();
  }

  private static Finding switches(Switches switches) {
    return new FollowedFile(
            "switches", switches.entries(), switches.isFromLastGood(), switches.refusal())
        .finding();
  }
}
