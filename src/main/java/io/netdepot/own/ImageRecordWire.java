package io.netdepot.own;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.ImageSync;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.Md5;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An image as our own API writes it. */
record ImageRecordWire(
    String id,
    @Nullable String fileName,
    String versionName,
    String imageType,
    Origin origin,
    @Nullable Long size,
    @Nullable String sha256,
    @Nullable String md5,
    @Nullable String storedAt,
    @Nullable String verified,
    @Nullable String verifiedAt,
    String updatedAt,
    @Nullable Sync sync) {

  static ImageRecordWire of(Image image, Optional<ImageSync> sync, Optional<BlobCheck> check) {
    Optional<ImageContent> content = image.content();
    Optional<Verified> verified = content.map(bytes -> Verified.of(check, bytes.storedAt()));
    return new ImageRecordWire(
        image.id().value(),
        image.fileName().isEmpty() ? null : image.fileName(),
        image.details().versionName(),
        image.details().imageType(),
        Origin.of(image.origin()),
        content.map(ImageContent::size).orElse(null),
        content.map(ImageContent::digest).map(Sha256::hex).orElse(null),
        content.flatMap(ImageContent::md5).map(Md5::hex).orElse(null),
        content.map(ImageContent::storedAt).map(Instant::toString).orElse(null),
        verified.map(Verified::word).orElse(null),
        verified.map(Verified::at).map(Instant::toString).orElse(null),
        image.updatedAt().toString(),
        sync.map(Sync::of).orElse(null));
  }

  record Origin(
      String kind,
      @Nullable String url,
      @Nullable String remoteServerId,
      @Nullable String repositoryId) {
    static Origin of(ImageOrigin origin) {
      return switch (origin) {
        case ImageOrigin.Uploaded() -> new Origin("uploaded", null, null, null);
        case ImageOrigin.Url(var url) -> new Origin("url", url, null, null);
        case ImageOrigin.Repository(var url) -> new Origin("repository", url, null, null);
        case ImageOrigin.Server(var server) -> new Origin("server", null, server.value(), null);
        case ImageOrigin.Found(var source, var url) ->
            new Origin("found", url, null, source.value());
      };
    }
  }

  /** How the last fetch went. */
  record Sync(
      String attemptedAt,
      @Nullable String succeededAt,
      String nextDue,
      int failures,
      @Nullable String error,
      long bytes,
      @Nullable Long bytesPerSecond,
      @Nullable String changedSha256) {
    static Sync of(ImageSync sync) {
      return new Sync(
          sync.attemptedAt().toString(),
          sync.succeededAt().map(Instant::toString).orElse(null),
          sync.nextDue().toString(),
          sync.failures(),
          sync.error().isEmpty() ? null : sync.error(),
          sync.bytes(),
          speed(sync),
          sync.changed().map(Sha256::hex).orElse(null));
    }

    private static @Nullable Long speed(ImageSync sync) {
      long millis = sync.elapsed().toMillis();
      return millis == 0 ? null : sync.bytes() * Duration.ofSeconds(1).toMillis() / millis;
    }
  }
}
