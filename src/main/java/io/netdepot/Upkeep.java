package io.netdepot;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.Image;
import io.netdepot.config.Settings;
import io.netdepot.images.Images;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.SyncBegin;
import io.netdepot.monitor.UpkeepMetrics;
import io.netdepot.operation.Operations;
import io.netdepot.routes.StepRoutes;
import io.netdepot.store.DiskGuard;
import io.netdepot.upkeep.Expiry;
import io.netdepot.upkeep.OldImages;
import io.netdepot.upkeep.OldOperations;
import io.netdepot.upkeep.OldPackages;
import io.netdepot.upkeep.Retained;
import io.netdepot.upkeep.RetentionSteps;
import io.netdepot.upkeep.ScrubSteps;
import io.netdepot.upkeep.Scrubs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * How old things go and stored ones are read again, wired.
 *
 * @param packages tells when a package goes
 * @param retention what step routes call
 * @param scrub what step routes call
 */
record Upkeep(
    OldPackages packages,
    RetentionSteps retention,
    ScrubSteps scrub,
    Expiry expiry,
    Scrubs scrubs) {

  static Upkeep wire(
      Settings settings,
      Storage storage,
      Operations operations,
      ImageSyncs syncs,
      List<Retained> others,
      UpkeepMetrics metrics) {
    Catalog catalog = storage.catalog();
    Images images = storage.images();
    DiskGuard disk = storage.disk();
    Clock clock = storage.clock();
    OldPackages oldPackages =
        new OldPackages(settings.retention(), storage.packages(), operations, disk::usableBytes);
    List<Retained> kinds = new ArrayList<>(others);
    kinds.add(oldPackages);
    kinds.add(new OldOperations(settings.retention(), operations));
    kinds.add(new OldImages(settings.retention(), images));
    Expiry expiry = new Expiry(catalog.upkeep(), metrics, clock);
    disk.whenScarce(settings.retention().freeRoom().bytes(), expiry::roomIsScarce);
    ScrubSteps scrub =
        new ScrubSteps(
            storage.blobs(),
            catalog.references(),
            catalog.upkeep(),
            images,
            image -> fetchAgain(syncs, image),
            metrics,
            clock);
    return new Upkeep(
        oldPackages,
        new RetentionSteps(kinds, clock),
        scrub,
        expiry,
        new Scrubs(
            settings.scrub(),
            catalog.references(),
            catalog.blobChecks(),
            catalog.upkeep(),
            scrub,
            clock));
  }

  private static boolean fetchAgain(ImageSyncs syncs, Image image) {
    return syncs.runNow(image.id(), false) instanceof SyncBegin.Begun;
  }

  /** The step routes are loaded. */
  void start(StepRoutes routes, Closing closing) {
    closing.add("expiry", expiry);
    closing.add("scrub", scrubs);
    expiry.start(routes);
    scrubs.start(routes);
  }
}
