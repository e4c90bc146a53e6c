package io.netdepot.upkeep;

import io.netdepot.catalog.CatalogTrouble;
import io.netdepot.catalog.ScrubState;
import io.netdepot.catalog.UpkeepCatalog;
import io.netdepot.config.ScrubSettings;
import io.netdepot.routes.StepRoutes;
import io.netdepot.schedule.RunEnd;
import io.netdepot.schedule.ScheduledWork;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.BlobReferences;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all stored blobs again through the step {@code direct:scrub}, one scrub at a time, at the
 * rate of the settings. One that the end of the service cut short goes on at the next start.
 * Thread-safe.
 */
public final class Scrubs implements ScheduledWork, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Scrubs.class);

  /** The seam by which scrubs enter the step routes. */
  public static final String ENTRY = "scrub";

  private final ScrubSettings settings;
  private final BlobReferences references;
  private final BlobChecks checks;
  private final UpkeepCatalog records;
  private final ScrubSteps steps;
  private final Clock clock;
  private final CompletableFuture<StepRoutes> routes = new CompletableFuture<>();

  // Mutable state
  private final AtomicReference<@Nullable Work> running = new AtomicReference<>();
  private final AtomicBoolean stopping = new AtomicBoolean();

  private record Work(ScrubRun run, ScrubPace pace, Thread thread) {}

  public Scrubs(
      ScrubSettings settings,
      BlobReferences references,
      BlobChecks checks,
      UpkeepCatalog records,
      ScrubSteps steps,
      Clock clock) {
    this.settings = settings;
    this.references = references;
    this.checks = checks;
    this.records = records;
    this.steps = steps;
    this.clock = clock;
  }

  /** The step routes are loaded: a scrub that was cut short goes on. */
  public void start(StepRoutes stepRoutes) {
    routes.complete(stepRoutes);
    if (unfinished().isPresent()) {
      begin();
    }
  }

  private Optional<ScrubState> unfinished() {
    return records.scrub().filter(state -> state.endedAt().isEmpty());
  }

  /**
   * Begins a scrub, or goes on with one that was cut short; returns at once.
   *
   * @return false when one runs already, or the service stops
   */
  public boolean begin() {
    if (stopping.get() || isRunning()) {
      return false;
    }
    ScrubPace pace = new ScrubPace(settings.rate(), System::nanoTime);
    ScrubState from =
        unfinished()
            .orElseGet(() -> ScrubState.begun(clock.instant(), references.digests().size()));
    ScrubRun run = new ScrubRun(from, new BlobHash(pace));
    // Not a virtual thread: a digest is computed for minutes without a wait.
    Thread thread = Thread.ofPlatform().name("scrub").daemon().unstarted(() -> toItsEnd(run));
    if (!running.compareAndSet(null, new Work(run, pace, thread))) {
      return false;
    }
    thread.start();
    return true;
  }

  /** Reads all blobs, which may take days, and waits for the end. */
  @Override
  public RunEnd run() throws InterruptedException {
    if (!begin()) {
      return RunEnd.skipped("A scrub is running already, or the service is stopping");
    }
    Work work = running.get();
    if (work != null) {
      work.thread().join();
    }
    return last().map(Scrubs::end).orElseGet(() -> RunEnd.failed("It was not recorded"));
  }

  private static RunEnd end(ScrubState state) {
    String read =
        "%d files read, %d damaged, %d unreadable"
            .formatted(state.blobs(), state.damaged(), state.unreadable());
    if (state.endedAt().isEmpty()) {
      return RunEnd.skipped("It was cut short and goes on at the next start: " + read);
    }
    return state.damaged() + state.unreadable() == 0
        ? RunEnd.completed(read)
        : RunEnd.failed(read + "; GET /netdepot/v1/scrub names them");
  }

  private void toItsEnd(ScrubRun run) {
    try {
      log.info(
          "Scrub: reading {} blobs again, {} of them are read",
          run.state().totalBlobs(),
          run.state().blobs());
      records.record(run.state(), List.of());
      Exchange ended =
          routes.join().send(ENTRY, exchange -> exchange.setProperty(ScrubRun.PROPERTY, run));
      end(run, Optional.ofNullable(ended.getException()));
    } catch (RuntimeException e) {
      CatalogTrouble.tell(log, "The scrub could not be recorded", e);
    } finally {
      running.set(null);
    }
  }

  private void end(ScrubRun run, Optional<Exception> failure) {
    if (failure.isEmpty()) {
      run.end(clock.instant());
      checks.forgetUnneeded();
    } else if (!isStop(failure.get())) {
      log.error(
          "A step of direct:{} failed, the next scrub goes on there: {}",
          ENTRY,
          failure.get().getMessage());
    }
    steps.record(run);
    ScrubState state = run.state();
    log.info(
        "Scrub {}: {} of {} blobs read, {} bytes, {} damaged, {} unreadable",
        state.endedAt().isPresent() ? "ended" : "stopped",
        state.blobs(),
        state.totalBlobs(),
        state.bytes(),
        state.damaged(),
        state.unreadable());
  }

  private static boolean isStop(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException) {
        return true;
      }
    }
    return false;
  }

  /** How far the scrub is that runs, or how the last one went; empty when there was none. */
  public Optional<ScrubState> last() {
    return Optional.ofNullable(running.get()).map(work -> work.run().state()).or(records::scrub);
  }

  /** Whether a scrub is under way. */
  public boolean isRunning() {
    return running.get() != null;
  }

  /** The blobs that were found damaged or unreadable and have not been stored anew. */
  public List<BlobCheck> notVerified() {
    return checks.notVerified();
  }

  /** Stops within the blob that is being read; the next start reads it from its beginning. */
  @Override
  public void close() {
    stopping.set(true);
    routes.completeExceptionally(new IllegalStateException("The service stopped before it ran"));
    Work work = running.get();
    if (work != null) {
      work.pace().stop();
      try {
        work.thread().join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
