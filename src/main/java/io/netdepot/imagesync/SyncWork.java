package io.netdepot.imagesync;

import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.config.SyncSettings;
import io.netdepot.routes.StepRoutes;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one sync, on the calling thread: through the step routes, to a recorded end.
 * Thread-safe.
 */
public final class SyncWork {
  private static final Logger log = LoggerFactory.getLogger(SyncWork.class);

  /** The seam by which syncs enter the step routes. */
  public static final String ENTRY = "image-sync";

  private final StepRoutes routes;
  private final ImageSyncCatalog syncs;
  private final SyncRecords records;
  private final SyncListener listener;
  private final Spool spool;
  private final Clock clock;
  private final Semaphore permits;

  public SyncWork(
      SyncSettings settings,
      StepRoutes routes,
      ImageSyncCatalog syncs,
      SyncListener listener,
      Spool spool,
      Clock clock) {
    this.routes = routes;
    this.syncs = syncs;
    this.records = new SyncRecords(settings);
    this.listener = listener;
    this.spool = spool;
    this.clock = clock;
    this.permits = new Semaphore(settings.fetches(), true);
  }

  /** Waits for a place among the fetches, and runs the steps; the end is not recorded yet. */
  SyncEnd run(SyncRun run) {
    permits.acquireUninterruptibly();
    try {
      run.begin(clock.instant());
      return steps(run);
    } finally {
      permits.release();
    }
  }

  private SyncEnd steps(SyncRun run) {
    try {
      run.transfer().check();
      SyncTask task = run.task();
      Exchange ended =
          routes.send(
              ENTRY,
              exchange -> {
                exchange.setProperty(SyncTask.PROPERTY, task);
                exchange.getMessage().setBody(task);
              });
      dropWhatNobodyTook(ended);
      run.transfer().check();
      return ended.getException() == null
          ? run.end().orElseThrow(SyncWork::noEnd)
          : new SyncEnd.Failed(failure(run, ended.getException()));
    } catch (SourceFailure e) {
      return new SyncEnd.Failed(e);
    }
  }

  private static SourceFailure noEnd() {
    return new SourceFailure(
        Reason.INTERNAL_ERROR,
        "The steps from direct:"
            + ENTRY
            + " neither fetched nor stored the image; check routes/image-sync.camel.yaml");
  }

  private static SourceFailure failure(SyncRun run, Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SourceFailure failure) {
        return failure;
      }
    }
    log.error("Image {}: a step of its sync failed", run.image().id(), thrown);
    return new SourceFailure(
        Reason.INTERNAL_ERROR, "A step of the sync failed: " + thrown.getMessage(), thrown);
  }

  // A file that was fetched, and that a step after it neither published nor refused; one that was
  // published is not in the spool any more.
  private void dropWhatNobodyTook(Exchange ended) {
    if (ended.getMessage().getBody() instanceof ReceivedFile file) {
      drop(file);
    }
  }

  private void drop(ReceivedFile file) {
    try {
      spool.drop(file);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }

  /**
   * Records how a sync ended. One that was cut leaves no record: a deleted image has none, one that
   * comes from elsewhere now was not tried there, and after a stop the next start goes on.
   *
   * @return whether it is recorded
   */
  boolean record(SyncRun run, SyncEnd end) {
    Instant now = clock.instant();
    Image image = run.image();
    String name = image.fileName().isEmpty() ? "repository" : image.fileName();
    if (end instanceof SyncEnd.Failed(var why)) {
      if (why.reason() == Reason.CANCELLED || why.reason() == Reason.STOPPED) {
        log.info("Image {} ({}): its sync was ended: {}", image.id(), name, why.sentence());
        return false;
      }
      log.warn("Image {} ({}): {} ({})", image.id(), name, why.sentence(), why.reason().code());
    } else {
      log.info(
          "Image {} ({}): {}, {} bytes came",
          image.id(),
          name,
          word(end),
          run.transfer().received());
    }
    Optional<ImageSync> before = syncs.find(image.id());
    boolean recorded =
        syncs.record(
            records.after(
                image.id(),
                before,
                end,
                now,
                run.transfer().received(),
                run.elapsed(now),
                run.leftOut()),
            image);
    listener.ended(end, run.transfer().received());
    return recorded;
  }

  private static String word(SyncEnd end) {
    return switch (end) {
      case SyncEnd.Stored stored -> "stored";
      case SyncEnd.Unchanged unchanged -> "unchanged";
      case SyncEnd.Changed changed -> "has changed, the old content stays";
      case SyncEnd.Listed listed -> "its list was read";
      case SyncEnd.Failed failed -> "failed";
    };
  }
}
