package io.netdepot.imagesync;

import io.netdepot.catalog.CatalogTrouble;
import io.netdepot.catalog.Image;
import io.netdepot.catalog.ImageOrigin;
import io.netdepot.catalog.ImageSync;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.config.SyncSettings;
import io.netdepot.fleet.ImageId;
import io.netdepot.images.ImageListener;
import io.netdepot.images.Images;
import io.netdepot.operation.WorkSignal;
import io.netdepot.source.SourceFailure;
import io.netdepot.source.SourceFailure.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the syncs that are due, wanted or asked for, each on a virtual thread of its own. What is
 * due stands in the catalog, so a service that was killed goes on. Thread-safe.
 */
public final class ImageSyncs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ImageSyncs.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

  private final SyncSettings settings;
  private final Images images;
  private final ImageSyncCatalog syncs;
  private final SyncRuns runs;
  private final Clock clock;
  private final WorkSignal signal = new WorkSignal();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("image-sync-", 1).factory());
  private final Thread dispatcher =
      Thread.ofVirtual().name("image-syncs").unstarted(this::dispatch);

  // Mutable state
  private final CompletableFuture<SyncWork> work = new CompletableFuture<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  public ImageSyncs(
      SyncSettings settings, Images images, ImageSyncCatalog syncs, SyncRuns runs, Clock clock) {
    this.settings = settings;
    this.images = images;
    this.syncs = syncs;
    this.runs = runs;
    this.clock = clock;
  }

  /**
   * Begins what is due, now and from now on; what was asked for before waited for it.
   *
   * @param steps what runs syncs
   */
  public void start(SyncWork steps) {
    work.complete(steps);
    images.listen(
        new ImageListener() {
          @Override
          public void registered(Image image) {
            runs.cutUnlessFrom(
                image,
                new SourceFailure(Reason.CANCELLED, "The image comes from elsewhere meanwhile"));
            signal.ring();
          }

          @Override
          public void removed(Image image) {
            runs.cut(
                image.id(), new SourceFailure(Reason.CANCELLED, "The image was deleted meanwhile"));
          }
        });
    dispatcher.start();
  }

  private void dispatch() {
    while (!stopping.get()) {
      try {
        syncs.due(clock.instant()).stream()
            .filter(this::comesByItself)
            .forEach(image -> begin(image, SyncRequest.BY_ITSELF, () -> isDue(image)));
      } catch (RuntimeException e) {
        CatalogTrouble.tell(log, "Syncs of images cannot be begun, trying again", e);
      }
      try {
        signal.await(pause());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  // Long enough to cost nothing, and no longer than what is to be waited for.
  private Duration pause() {
    Duration every = settings.every().isZero() ? LONGEST_WAIT : settings.every();
    Duration shortest = every.compareTo(settings.coolDown()) < 0 ? every : settings.coolDown();
    Duration wait = shortest.compareTo(LONGEST_WAIT) < 0 ? shortest : LONGEST_WAIT;
    return wait.compareTo(SHORTEST_WAIT) > 0 ? wait : SHORTEST_WAIT;
  }

  private boolean comesByItself(Image image) {
    return switch (settings.mirror()) {
      case ON_ADD -> true;
      case ON_DEMAND ->
          image.content().isPresent() || image.origin() instanceof ImageOrigin.Repository;
      case OFF -> false;
    };
  }

  // A sync may have ended since the catalog was asked for all that is due.
  private boolean isDue(Image image) {
    return syncs.find(image.id()).filter(sync -> sync.nextDue().isAfter(clock.instant())).isEmpty();
  }

  /**
   * Begins a sync, unless one of the image runs already, or it is not wanted any more.
   *
   * @return the one that runs already, or else this one
   */
  private SyncRun begin(Image image, SyncRequest request, BooleanSupplier wanted) {
    SyncRun run = new SyncRun(image, request);
    if (!stopping.get() && runs.add(run, wanted)) {
      threads.execute(() -> toItsEnd(run));
      return run;
    }
    return runs.find(image.id()).orElse(run);
  }

  private SyncEnd toItsEnd(SyncRun run) {
    boolean asBefore = true;
    try {
      SyncWork steps = work.join();
      // A stop that came before the run was there did not reach it.
      if (stopping.get()) {
        run.transfer().cut(stopped());
      }
      SyncEnd end = steps.run(run);
      if (end instanceof SyncEnd.Listed) {
        end = files(run);
      }
      asBefore = steps.record(run, end);
      return end;
    } catch (RuntimeException e) {
      log.error("Image {}: the end of its sync could not be recorded", run.image().id(), e);
      return new SyncEnd.Failed(
          new SourceFailure(Reason.INTERNAL_ERROR, "The end of the sync could not be recorded", e));
    } finally {
      runs.remove(run);
      if (!asBefore) {
        // It may come from elsewhere now, and have waited for this one's end.
        signal.ring();
      }
    }
  }

  /**
   * Syncs the files of a repository, each to an end of its own. The repository's end comes last, so
   * that a service which is killed in between begins with its list again.
   */
  private SyncEnd files(SyncRun repository) {
    boolean all = settings.mirror() == SyncSettings.Mirror.ON_ADD || repository.request().asked();
    List<Future<SyncEnd>> ends = new ArrayList<>();
    for (SyncRun.ListedFile file : repository.files()) {
      if (all || file.image().content().isPresent()) {
        SyncRun run = new SyncRun(file.image(), repository.request().of(file.listed()));
        if (runs.add(run)) {
          ends.add(threads.submit(() -> toItsEnd(run)));
        }
      }
    }
    List<SyncEnd.Failed> failed = new ArrayList<>();
    for (Future<SyncEnd> end : ends) {
      if (await(end) instanceof SyncEnd.Failed one) {
        failed.add(one);
      }
    }
    return whole(repository, failed);
  }

  private static SyncEnd whole(SyncRun repository, List<SyncEnd.Failed> failed) {
    try {
      repository.transfer().check();
    } catch (SourceFailure e) {
      return new SyncEnd.Failed(e);
    }
    List<SourceFailure> reasons =
        failed.stream()
            .map(SyncEnd.Failed::why)
            .filter(why -> why.reason() != Reason.CANCELLED)
            .toList();
    if (reasons.isEmpty()) {
      return new SyncEnd.Listed();
    }
    return new SyncEnd.Failed(
        new SourceFailure(
            reasons.getFirst().reason(),
            reasons.size()
                + " of "
                + repository.files().size()
                + " files did not come; the first: "
                + reasons.getFirst().sentence()));
  }

  private static SyncEnd await(Future<SyncEnd> end) {
    try {
      return end.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new SyncEnd.Failed(stopped());
    } catch (ExecutionException e) {
      return new SyncEnd.Failed(
          new SourceFailure(Reason.INTERNAL_ERROR, "The sync of a file failed", e));
    }
  }

  /** How far the syncs are, of everything remote; newest image first. */
  public List<SyncView> list() {
    Map<ImageId, ImageSync> last =
        syncs.list().stream().collect(Collectors.toMap(ImageSync::image, Function.identity()));
    return images.list().stream()
        .filter(image -> image.origin().isRemote())
        .map(image -> view(image, Optional.ofNullable(last.get(image.id()))))
        .toList();
  }

  /** How far the sync of an image is; empty when there is no such image, or it is not remote. */
  public Optional<SyncView> find(ImageId id) {
    return images
        .find(id)
        .filter(image -> image.origin().isRemote())
        .map(image -> view(image, syncs.find(id)));
  }

  private SyncView view(Image image, Optional<ImageSync> last) {
    return SyncView.of(image, runs.find(image.id()), last);
  }

  /**
   * Begins a sync now, whatever the schedule and the cool-down say.
   *
   * @param replace whether changed content takes the place of what is here, this time
   */
  public SyncBegin runNow(ImageId id, boolean replace) {
    Optional<Image> found = images.find(id).filter(image -> image.origin().isRemote());
    if (found.isEmpty()) {
      return new SyncBegin.NotRemote();
    }
    Image image = found.get();
    SyncRequest asked = SyncRequest.now(replace);
    return covers(begin(image, asked, () -> true), asked)
        ? new SyncBegin.Begun(view(image, syncs.find(id)))
        : new SyncBegin.Busy();
  }

  /** Whether a sync, which may have begun before, does all that is asked for. */
  private boolean covers(SyncRun run, SyncRequest asked) {
    boolean allFiles =
        run.request().asked()
            || settings.mirror() == SyncSettings.Mirror.ON_ADD
            || !(run.image().origin() instanceof ImageOrigin.Repository);
    boolean replaces =
        run.request().replace()
            || settings.onChange() == SyncSettings.OnChange.REPLACE
            || !asked.replace();
    return allFiles && replaces;
  }

  /**
   * Somebody wants to download an image that is not here.
   *
   * @return whether it is on its way now
   */
  public boolean demand(Image image) {
    if (settings.mirror() == SyncSettings.Mirror.OFF || !image.origin().isRemote()) {
      return false;
    }
    Instant now = clock.instant();
    boolean coolsDown =
        syncs
            .find(image.id())
            .filter(sync -> sync.failures() > 0 && sync.nextDue().isAfter(now))
            .isPresent();
    if (coolsDown && runs.find(image.id()).isEmpty()) {
      return false;
    }
    begin(image, SyncRequest.BY_ITSELF, () -> !isHere(image));
    return true;
  }

  // Only now is it sure that no sync of it ends in between.
  private boolean isHere(Image image) {
    return images.find(image.id()).flatMap(images::fileOf).isPresent();
  }

  /** How many syncs run or wait for their place. */
  public int running() {
    return runs.count();
  }

  private static SourceFailure stopped() {
    return new SourceFailure(Reason.STOPPED, "The service is stopping; the next start goes on");
  }

  /** Ends all syncs at once; the next start begins with what did not end. */
  @Override
  public void close() {
    stopping.set(true);
    signal.ring();
    runs.cutAll(stopped());
    work.completeExceptionally(new IllegalStateException("The service stopped before it ran"));
    threads.close();
  }
}
