package io.netdepot.imagesync;

import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.LeftOut;
import io.netdepot.config.SyncSettings;
import io.netdepot.fleet.ImageId;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.Validators;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is recorded of a sync that ended, and when the next one is due. Immutable. */
final class SyncRecords {
  private static final Duration LONGEST_COOL_DOWN = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 20;
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final SyncSettings settings;

  SyncRecords(SyncSettings settings) {
    this.settings = settings;
  }

  /**
   * The record after a sync.
   *
   * @param before what was recorded of the one before
   * @param bytes that came in this one
   * @param leftOut of a repository, in this one
   */
  ImageSync after(
      ImageId image,
      Optional<ImageSync> before,
      SyncEnd end,
      Instant now,
      long bytes,
      Duration elapsed,
      LeftOut leftOut) {
    return switch (end) {
      case SyncEnd.Stored(var validators) ->
          good(image, now, validators, bytes, elapsed, Optional.empty(), leftOut);
      case SyncEnd.Unchanged(var validators) ->
          good(image, now, validators, bytes, elapsed, Optional.empty(), leftOut);
      case SyncEnd.Changed(var validators, var remote) ->
          good(image, now, validators, bytes, elapsed, Optional.of(remote), leftOut);
      case SyncEnd.Listed() ->
          good(image, now, Validators.NONE, bytes, elapsed, Optional.empty(), leftOut);
      case SyncEnd.Failed(var why) -> failed(image, before, why, now, bytes, elapsed, leftOut);
    };
  }

  private ImageSync good(
      ImageId image,
      Instant now,
      Validators validators,
      long bytes,
      Duration elapsed,
      Optional<Sha256> changed,
      LeftOut leftOut) {
    return new ImageSync(
        image,
        now,
        Optional.of(now),
        settings.every().isZero() ? NEVER : now.plus(settings.every()),
        0,
        "",
        validators.etag(),
        validators.lastModified(),
        bytes,
        elapsed,
        changed,
        leftOut);
  }

  private ImageSync failed(
      ImageId image,
      Optional<ImageSync> before,
      SourceFailure why,
      Instant now,
      long bytes,
      Duration elapsed,
      LeftOut leftOut) {
    int failures = before.map(ImageSync::failures).orElse(0) + 1;
    Duration coolDown = coolDown(failures);
    Duration asked = why.retryAfter().orElse(Duration.ZERO);
    return new ImageSync(
        image,
        now,
        before.flatMap(ImageSync::succeededAt),
        now.plus(asked.compareTo(coolDown) > 0 ? asked : coolDown),
        failures,
        why.sentence(),
        before.flatMap(ImageSync::etag),
        before.flatMap(ImageSync::lastModified),
        bytes,
        elapsed,
        before.flatMap(ImageSync::changed),
        leftOut);
  }

  private Duration coolDown(int failures) {
    Duration longer =
        settings.coolDown().multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return longer.compareTo(LONGEST_COOL_DOWN) > 0 ? LONGEST_COOL_DOWN : longer;
  }
}
