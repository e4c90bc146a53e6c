package io.netdepot.monitor;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.ImageSync;
import io.netdepot.fleet.ImageId;
import io.netdepot.imagesync.ImageSyncs;
import io.netdepot.imagesync.SyncBegin;
import io.netdepot.imagesync.SyncView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The syncs of images as JMX shows them. Thread-safe. */
public final class ImageSyncBean implements ImageSyncMXBean {
  private static final Logger log = LoggerFactory.getLogger(ImageSyncBean.class);

  private final ImageSyncs syncs;

  public ImageSyncBean(ImageSyncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public int getRunning() {
    return syncs.running();
  }

  @Override
  public int getFailing() {
    return Math.toIntExact(
        syncs.list().stream()
            .filter(view -> view.last().filter(last -> last.failures() > 0).isPresent())
            .count());
  }

  @Override
  public List<SyncRow> getSyncs() {
    return syncs.list().stream().map(ImageSyncBean::row).toList();
  }

  @Override
  public String run(@Nullable String imageId) {
    ImageId id =
        ImageId.parse(GivenText.required(imageId, "the id of an image"))
            .orElseThrow(
                () -> new IllegalArgumentException("The id of an image is a UUID, as in Syncs"));
    log.info("Image {}: its sync was asked for over JMX", id);
    return switch (syncs.runNow(id, false)) {
      case SyncBegin.Begun begun -> "The sync runs, or waits for its place";
      case SyncBegin.Busy busy ->
          "A sync runs that does less than was asked for; ask again when it has ended";
      case SyncBegin.NotRemote notRemote ->
          throw new IllegalArgumentException("There is no remote image " + id);
    };
  }

  @Override
  public int runAll() {
    log.info("All syncs of images were asked for over JMX");
    return Math.toIntExact(
        syncs.list().stream()
            .map(SyncView::image)
            // The files of a repository come with it.
            .filter(image -> !(image.origin() instanceof ImageOrigin.Found))
            .filter(image -> syncs.runNow(image.id(), false) instanceof SyncBegin.Begun)
            .count());
  }

  private static SyncRow row(SyncView view) {
    Image image = view.image();
    boolean repository = image.origin() instanceof ImageOrigin.Repository;
    return new SyncRow(
        image.id().value(),
        repository ? "repository" : "image",
        image.fileName(),
        view.state().name().toLowerCase(Locale.ROOT),
        view.receivedBytes(),
        view.expectedBytes().orElse(-1),
        view.bytesPerSecond(),
        view.last().map(last -> last.attemptedAt().toString()).orElse(""),
        view.last().flatMap(ImageSync::succeededAt).map(Instant::toString).orElse(""),
        view.last().map(last -> last.nextDue().toString()).orElse(""),
        view.last().map(ImageSync::failures).orElse(0),
        view.last().map(ImageSync::error).orElse(""));
  }
}
