package io.netdepot.schedule;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.SyncBegin;
import io.netdepot.imagesync.SyncView;
import java.util.List;

/**
 * Begins the sync of every remote image and repository, whatever {@code images.sync-every} says;
 * those that run already go on. How each ends is told with the image.
 */
public final class ScheduledSyncs implements ScheduledWork {
  private final ImageSyncs syncs;

  public ScheduledSyncs(ImageSyncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public RunEnd run() {
    // The files of a repository are synced with it.
    List<Image> images =
        syncs.list().stream()
            .map(SyncView::image)
            .filter(image -> !(image.origin() instanceof ImageOrigin.Found))
            .toList();
    long begun =
        images.stream()
            .filter(image -> syncs.runNow(image.id(), false) instanceof SyncBegin.Begun)
            .count();
    return images.isEmpty()
        ? RunEnd.skipped("There is no remote image")
        : RunEnd.completed(
            "%d of %d syncs of images and repositories begun".formatted(begun, images.size()));
  }
}
