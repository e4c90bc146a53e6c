package io.netdepot.catalog;

import io.netdepot.fleet.ImageId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The syncs of an {@link InMemoryCatalog}. */
final class InMemoryImageSyncs implements ImageSyncCatalog {
  private static final Comparator<ImageSync> LATEST_FIRST =
      Comparator.comparing(ImageSync::attemptedAt).thenComparing(ImageSync::image).reversed();

  private final InMemoryCatalog catalog;
  private final Map<ImageId, ImageSync> byImage = new LinkedHashMap<>();

  InMemoryImageSyncs(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  /** Within a call. */
  void forget(ImageId image) {
    byImage.remove(image);
  }

  @Override
  public List<ImageSync> list() {
    return catalog.call(() -> byImage.values().stream().sorted(LATEST_FIRST).toList());
  }

  @Override
  public Optional<ImageSync> find(ImageId image) {
    return catalog.call(() -> Optional.ofNullable(byImage.get(image)));
  }

  @Override
  public boolean record(ImageSync sync, Image seen) {
    return catalog.call(
        () -> {
          boolean known = catalog.images().find(sync.image()).filter(seen::isFromWhere).isPresent();
          if (known) {
            byImage.put(sync.image(), sync);
          }
          return known;
        });
  }

  @Override
  public List<Image> due(Instant now) {
    return catalog.call(
        () ->
            catalog.images().list().stream()
                .filter(InMemoryImageSyncs::isSyncedByItself)
                .filter(image -> !dueAt(image).isAfter(now))
                .sorted(Comparator.comparing(this::dueAt).thenComparing(Image::rid))
                .toList());
  }

  private static boolean isSyncedByItself(Image image) {
    return switch (image.origin()) {
      case ImageOrigin.Url(var url) -> true;
      case ImageOrigin.Repository(var url) -> true;
      case ImageOrigin.Server(var server) -> true;
      case ImageOrigin.Found(var source, var url) -> false;
      case ImageOrigin.Uploaded() -> false;
    };
  }

  private Instant dueAt(Image image) {
    return find(image.id()).map(ImageSync::nextDue).orElse(Instant.MIN);
  }
}
