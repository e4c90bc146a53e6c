package io.netdepot.upkeep;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageContent;
import io.netdepot.catalog.UpkeepCatalog;
import io.netdepot.images.Images;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobReferences;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.Sha256;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What step routes call as {@code scrub}: which blobs to read again, read one, and do what can be
 * done for a damaged one. Thread-safe.
 */
public final class ScrubSteps {
  private static final Logger log = LoggerFactory.getLogger(ScrubSteps.class);

  // What a killed service loses of a scrub. Each record is a write of the catalog.
  private static final int RECORD_EACH = 256;
  private static final Duration RECORD_EVERY = Duration.ofSeconds(1);

  private final KeptBlobs blobs;
  private final BlobReferences references;
  private final UpkeepCatalog records;
  private final Images images;
  private final Predicate<Image> fetchAgain;
  private final ScrubListener listener;
  private final InstantSource clock;

  // Mutable state: when the scrub under way was recorded last.
  private volatile Instant recordedAt = Instant.EPOCH;

  /**
   * Steps over these blobs.
   *
   * @param fetchAgain begins to fetch a remote image whose bytes are damaged; false when it cannot.
   *     Other content than that which was damaged takes its place only where images.on-change says
   *     so
   */
  public ScrubSteps(
      KeptBlobs blobs,
      BlobReferences references,
      UpkeepCatalog records,
      Images images,
      Predicate<Image> fetchAgain,
      ScrubListener listener,
      InstantSource clock) {
    this.blobs = blobs;
    this.references = references;
    this.records = records;
    this.images = images;
    this.fetchAgain = fetchAgain;
    this.listener = listener;
    this.clock = clock;
  }

  /** The blobs to be read, from where the scrub stopped; what came since it began is not needed. */
  public List<Sha256> blobs(@ExchangeProperty(ScrubRun.PROPERTY) ScrubRun run) {
    Optional<String> last = run.state().position().map(Sha256::hex);
    return references.digests().stream()
        .filter(digest -> last.filter(hex -> digest.hex().compareTo(hex) <= 0).isEmpty())
        .sorted(Comparator.comparing(Sha256::hex))
        .toList();
  }

  /**
   * Reads one blob again.
   *
   * @return what was found; null, which is an empty body to a route, when nothing needs it any more
   * @throws InterruptedIOException when the service stops; a later start reads it anew
   */
  public @Nullable BlobCheck read(
      @Body Sha256 digest, @ExchangeProperty(ScrubRun.PROPERTY) ScrubRun run)
      throws InterruptedIOException {
    if (!references.refersTo(digest)) {
      run.read(digest, Optional.empty(), 0);
      return null;
    }
    Instant now = clock.instant();
    Optional<BlobCheck> found = blobs.check(digest, run.hash(), now);
    long bytes = run.hash().bytes();
    run.read(digest, found, bytes);
    // What is told of below is recorded before: after a kill it would be found and told of again.
    boolean bad = found.filter(one -> one.outcome() != BlobCheck.Outcome.VERIFIED).isPresent();
    if (bad || run.notRecorded() >= RECORD_EACH || !now.isBefore(recordedAt.plus(RECORD_EVERY))) {
      record(run);
      recordedAt = now;
    }
    found.ifPresent(check -> tell(check, bytes));
    return found.orElse(null);
  }

  void record(ScrubRun run) {
    records.record(run.state(), run.takeNotRecorded());
  }

  private void tell(BlobCheck check, long bytes) {
    if (check.outcome() != BlobCheck.Outcome.VERIFIED) {
      log.error("Scrub: {}", check.details());
    }
    listener.read(check, bytes);
  }

  /** Fetches images again whose bytes are damaged, where they come from elsewhere. */
  public void repair(@Body BlobCheck found) {
    for (Image image : images.list()) {
      if (image.content().map(ImageContent::digest).filter(found.digest()::equals).isPresent()) {
        repair(image);
      }
    }
  }

  private void repair(Image image) {
    if (!image.origin().isRemote()) {
      log.error("The image {} ({}) is damaged; upload it again", image.id(), image.fileName());
    } else if (fetchAgain.test(image)) {
      log.info("The image {} ({}) is damaged and fetched again", image.id(), image.fileName());
    } else {
      log.warn(
          "The image {} ({}) is damaged; the sync of it that runs may bring it",
          image.id(),
          image.fileName());
    }
  }
}
