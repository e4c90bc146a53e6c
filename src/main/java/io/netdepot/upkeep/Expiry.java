package io.netdepot.upkeep;

import io.netdepot.catalog.CatalogTrouble;
import io.netdepot.catalog.ExpiryState;
import io.netdepot.catalog.UpkeepCatalog;
import io.netdepot.operation.WorkSignal;
import io.netdepot.routes.StepRoutes;
import io.netdepot.schedule.RunEnd;
import io.netdepot.schedule.ScheduledWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rules of retention through the step {@code direct:expire}, one run at a time: when asked
 * to, and when the room for new files gets scarce. Everything goes by itself and for good, so a run
 * that is cut short leaves what the next one finds. Thread-safe.
 */
public final class Expiry implements ScheduledWork, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Expiry.class);

  /** The seam by which runs enter the step routes. */
  public static final String ENTRY = "expire";

  // Whoever receives a file asks for room every few milliseconds. Where nothing could go, nothing
  // will a moment later; where something went, the disk may fill as fast again.
  private static final Duration AFTER_ROOM_WAS_MADE = Duration.ofMillis(50);
  private static final Duration AFTER_NONE_WAS_MADE = Duration.ofSeconds(5);

  private final UpkeepCatalog records;
  private final ExpiryListener listener;
  private final Clock clock;
  private final CompletableFuture<StepRoutes> routes = new CompletableFuture<>();
  private final WorkSignal scarce = new WorkSignal();
  private final Thread watcher = Thread.ofVirtual().name("expire-scarce").unstarted(this::watch);

  // Mutable state
  private final AtomicReference<@Nullable ExpiryRun> running = new AtomicReference<>();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private volatile Optional<Thread> thread = Optional.empty();

  public Expiry(UpkeepCatalog records, ExpiryListener listener, Clock clock) {
    this.records = records;
    this.listener = listener;
    this.clock = clock;
  }

  /** The step routes are loaded: from now on there are runs. */
  public void start(StepRoutes steps) {
    routes.complete(steps);
    watcher.start();
  }

  /** The room for new files is scarce; runs the rules soon. Never waits. */
  public void roomIsScarce() {
    scarce.ring();
  }

  private void watch() {
    try {
      while (!stopping.get()) {
        scarce.await(Duration.ofDays(1));
        if (stopping.get()) {
          return;
        }
        begin();
        awaitEnd();
        boolean made = records.expiry().filter(run -> run.bytes() > 0).isPresent();
        Thread.sleep(made ? AFTER_ROOM_WAS_MADE : AFTER_NONE_WAS_MADE);
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /** Begins a run, unless one runs already; returns at once. */
  public ExpiryBegin begin() {
    if (stopping.get()) {
      return ExpiryBegin.STOPPING;
    }
    ExpiryRun run = new ExpiryRun(clock.instant(), false);
    if (!running.compareAndSet(null, run)) {
      return ExpiryBegin.RUNNING;
    }
    thread = Optional.of(Thread.ofVirtual().name("expire").start(() -> toItsEnd(run)));
    return ExpiryBegin.BEGUN;
  }

  /** Runs the rules and waits for the end. */
  @Override
  public RunEnd run() throws InterruptedException {
    return switch (begin()) {
      case RUNNING -> RunEnd.skipped("The rules of retention are running already");
      case STOPPING -> RunEnd.skipped("The service is stopping");
      case BEGUN -> {
        awaitEnd();
        yield last().map(Expiry::end).orElseGet(() -> RunEnd.failed("It was not recorded"));
      }
    };
  }

  private static RunEnd end(ExpiryState state) {
    return state.problem().isEmpty()
        ? RunEnd.completed(gone(state))
        : RunEnd.failed(state.problem());
  }

  private static String gone(ExpiryState state) {
    return state.gone().isEmpty()
        ? "Nothing was to go"
        : "Gone: %s, %d bytes"
            .formatted(
                state.gone().entrySet().stream()
                    .map(kind -> kind.getKey() + " " + kind.getValue())
                    .collect(Collectors.joining(", ")),
                state.bytes());
  }

  private void toItsEnd(ExpiryRun run) {
    try {
      records.record(run.state(Optional.empty()));
      send(run);
      Optional<Instant> ended = run.isStopped() ? Optional.empty() : Optional.of(clock.instant());
      ExpiryState state = run.state(ended);
      records.record(state);
      log.info(
          "The rules of retention ran: gone {}, {} bytes, {} could not go",
          state.gone(),
          state.bytes(),
          state.failed());
      listener.ended(state);
    } catch (RuntimeException e) {
      CatalogTrouble.tell(log, "The run of the rules of retention could not be recorded", e);
    } finally {
      running.set(null);
    }
  }

  /**
   * What would go and why, if the rules ran now; nothing goes.
   *
   * @return the run's end, and what would go, kind by kind, the oldest first
   */
  public DryRun dryRun() {
    ExpiryRun run = new ExpiryRun(clock.instant(), true);
    send(run);
    return new DryRun(run.state(Optional.of(clock.instant())), run.left());
  }

  /** What a dry run tells. */
  public record DryRun(ExpiryState state, List<Leaving> leaving) {
    public DryRun {
      leaving = List.copyOf(leaving);
    }
  }

  private void send(ExpiryRun run) {
    Exchange ended =
        routes.join().send(ENTRY, exchange -> exchange.setProperty(ExpiryRun.PROPERTY, run));
    Exception failure = ended.getException();
    if (failure != null) {
      String sentence = "A step of direct:" + ENTRY + " failed: " + failure.getMessage();
      run.failed(sentence);
      log.error(sentence);
    }
  }

  /** The run of this moment, or else the last one; empty when there was none. */
  public Optional<ExpiryState> last() {
    return Optional.ofNullable(running.get())
        .map(run -> run.state(Optional.empty()))
        .or(records::expiry);
  }

  /** Whether a run is under way. */
  public boolean isRunning() {
    return running.get() != null;
  }

  private void awaitEnd() throws InterruptedException {
    Optional<Thread> last = thread;
    if (last.isPresent()) {
      last.get().join();
    }
  }

  /** Removes nothing more, and waits for the removal under way. */
  @Override
  public void close() {
    stopping.set(true);
    Optional.ofNullable(running.get()).ifPresent(ExpiryRun::stop);
    routes.completeExceptionally(new IllegalStateException("The service stopped before it ran"));
    watcher.interrupt();
    try {
      awaitEnd();
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
