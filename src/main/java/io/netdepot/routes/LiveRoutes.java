package io.netdepot.routes;

import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step routes as people edit them while the service runs: a set of files that is good is put to
 * work, one that is not is refused, and what was at work goes on. Thread-safe; a reload blocks for
 * some tenths of a second.
 */
public final class LiveRoutes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LiveRoutes.class);

  private final Path directory;
  private final GoodRoutes lastGood;
  private final StepSurroundings surroundings;
  private final List<RouteRule> rules;
  private final InstantSource clock;
  private final RouteListener listener;
  private final ExecutorService tidier =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("route-tidy").factory());

  // Mutable state: one set is tried at a time.
  private final ReentrantLock trying = new ReentrantLock();
  private final AtomicBoolean tidying = new AtomicBoolean();
  private final AtomicLong loads = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private @Nullable Reading lastTried;
  private volatile @Nullable StepRoutes routes;
  private volatile @Nullable RouteWatch watch;
  private volatile Optional<FileRefusal> lastRefusal = Optional.empty();
  private volatile boolean fromLastGood;
  private volatile List<String> ignored = List.of();

  /**
   * Loads nothing yet.
   *
   * @param directory the route files
   * @param lastGood where the last set that was put to work is kept
   * @param listener told by whoever loads, while nobody else can
   */
  public LiveRoutes(
      Path directory,
      Path lastGood,
      StepSurroundings surroundings,
      List<RouteRule> rules,
      InstantSource clock,
      RouteListener listener) {
    this.directory = directory;
    this.lastGood = new GoodRoutes(lastGood);
    this.surroundings = surroundings;
    this.rules = List.copyOf(rules);
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Puts the files of the directory to work, or, when they are refused, the last set that was.
   *
   * @param context the running context, which the surroundings have been put into
   * @throws RoutesRefusedException when the files are refused and there is no earlier set
   */
  public StepRoutes start(CamelContext context) throws RoutesRefusedException {
    StepRoutes started = new StepRoutes(context, surroundings, rules, clock);
    routes = started;
    Optional<FileRefusal> refusal = reload();
    if (refusal.isPresent()) {
      loadLastGood(started, refusal.get());
    }
    return started;
  }

  private void loadLastGood(StepRoutes started, FileRefusal refusal) throws RoutesRefusedException {
    trying.lock();
    try {
      RouteFiles kept =
          lastGood.read().orElseThrow(() -> new RoutesRefusedException(refusal.problems()));
      load(started, kept, refusal);
      fromLastGood = true;
      listener.loaded(newest(), true);
      log.warn(
          "The step routes in {} are refused; the last set that was at work is used in their place"
              + " until they are corrected",
          directory);
    } catch (IOException e) {
      log.warn("The last good set of step routes cannot be read: {}", e.getMessage());
      throw new RoutesRefusedException(refusal.problems());
    } finally {
      trying.unlock();
    }
  }

  private static void load(StepRoutes started, RouteFiles kept, FileRefusal refusal)
      throws RoutesRefusedException {
    try {
      started.load(kept, Optional.empty());
    } catch (RoutesRefusedException e) {
      log.warn("The last good set of step routes is refused as well: {}", e.getMessage());
      throw new RoutesRefusedException(refusal.problems());
    }
  }

  /** Follows the directory from now on, until closed. */
  public void watch() {
    RouteWatch started =
        new RouteWatch(new RouteFolder(directory), this::tidySoon, this::tryChanged);
    watch = started;
    started.start();
  }

  /**
   * Reads the files and, when they are not those that are at work, puts them to work.
   *
   * @return why they were refused; empty when they are at work now
   * @throws IllegalStateException before the start
   */
  public Optional<FileRefusal> reload() {
    trying.lock();
    try {
      return tryOut(read());
    } finally {
      trying.unlock();
      started().removeUnused();
    }
  }

  /** Files or, when they cannot be read, why. */
  private record Reading(Optional<RouteFiles> files, List<FileProblem> problems) {}

  private Reading read() {
    try {
      RouteFolder.Contents contents = new RouteFolder(directory).contents();
      noteIgnored(contents.ignored());
      return new Reading(Optional.of(contents.files()), List.of());
    } catch (IOException e) {
      return new Reading(Optional.empty(), List.of(RouteFileException.problem(directory, e)));
    }
  }

  private void noteIgnored(List<String> names) {
    names.stream()
        .filter(name -> !ignored.contains(name))
        .forEach(name -> log.warn("In the step routes {}", RouteFolder.remark(name)));
    ignored = names;
  }

  // What the watch has seen to be quiet. Files that were refused are not tried again before they
  // change; reload() does that for who has changed something else.
  private void tryChanged() {
    trying.lock();
    try {
      Reading reading = read();
      if (!reading.equals(lastTried)) {
        tryOut(reading);
      }
    } finally {
      trying.unlock();
    }
  }

  // The last work on an old set may have been a copy of an exchange, whose end nobody waits for.
  // Taking a set away takes some tenths of a second, which the next edit need not wait for.
  private void tidySoon() {
    if (started().generations().size() < 2 || !tidying.compareAndSet(false, true)) {
      return;
    }
    tidier.execute(
        () -> {
          tidying.set(false);
          started().removeUnused();
        });
  }

  private Optional<FileRefusal> tryOut(Reading reading) {
    lastTried = reading;
    if (reading.files().isEmpty()) {
      return refuse(reading.problems());
    }
    RouteFiles files = reading.files().get();
    try {
      if (!started().newestFiles().equals(reading.files())) {
        started().load(files, earlier());
        loads.incrementAndGet();
        listener.loaded(newest(), false);
      } else if (lastRefusal.isPresent()) {
        log.info("The step routes in {} are again those that are at work", directory);
        listener.loaded(newest(), false);
      }
      lastRefusal = Optional.empty();
      fromLastGood = false;
      keep(files);
      return Optional.empty();
    } catch (RoutesRefusedException e) {
      return refuse(e.problems());
    }
  }

  // Only for what a refusal says: a service that starts has no other set to hold the files against.
  private Optional<RouteFiles> earlier() {
    try {
      return generations().isEmpty() ? lastGood.read() : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<FileRefusal> refuse(List<FileProblem> problems) {
    FileRefusal refusal = new FileRefusal(clock.instant(), problems);
    lastRefusal = Optional.of(refusal);
    refusals.incrementAndGet();
    String what = generations().isEmpty() ? "" : ", what was at work goes on";
    problems.forEach(problem -> log.warn("Step routes refused{}: {}", what, problem));
    listener.refused(refusal);
    return lastRefusal;
  }

  private int newest() {
    return started().sets().getLast().generation();
  }

  private void keep(RouteFiles files) {
    try {
      lastGood.keep(files);
    } catch (IOException e) {
      log.warn(
          "The step routes are at work, and could not be kept for a later start: {}",
          e.getMessage());
    }
  }

  private StepRoutes started() {
    StepRoutes now = routes;
    if (now == null) {
      throw new IllegalStateException("The step routes are not started yet");
    }
    return now;
  }

  /** Why the files in the directory are not at work; empty while they are. */
  public Optional<FileRefusal> lastRefusal() {
    return lastRefusal;
  }

  /** Whether the last good set is at work because the files were refused at the start. */
  public boolean isFromLastGood() {
    return fromLastGood;
  }

  /** The sets at work, oldest first; more than one while old work ends. Empty before the start. */
  public List<RouteSet> generations() {
    StepRoutes now = routes;
    return now == null ? List.of() : now.sets();
  }

  /** The routes of the service that should run and do not, by name; empty before the start. */
  public List<String> stopped() {
    StepRoutes now = routes;
    return now == null ? List.of() : now.stopped();
  }

  /**
   * Why a route that takes files by itself takes none at the moment, such as that its folder has
   * gone away, by the name of the route.
   */
  public Map<String, String> sourceTroubles() {
    StepRoutes now = routes;
    return now == null ? Map.of() : now.sourceTroubles();
  }

  /** Sets put to work since the start of the service. */
  public long loads() {
    return loads.get();
  }

  /** Sets refused since the start of the service. */
  public long refusals() {
    return refusals.get();
  }

  /** Files in the directory that are no route files by their names, and look like some. */
  public List<String> ignored() {
    return ignored;
  }

  /** Where the files are. */
  public Path directory() {
    return directory;
  }

  /** Stops following the directory; the routes go with the context. */
  @Override
  public void close() {
    RouteWatch watching = watch;
    if (watching != null) {
      watching.close();
    }
    tidier.close();
    StepRoutes now = routes;
    if (now != null) {
      now.close();
    }
  }
}
