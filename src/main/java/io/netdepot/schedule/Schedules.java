package io.netdepot.schedule;

import io.netdepot.catalog.CatalogTrouble;
import io.netdepot.catalog.ScheduleCatalog;
import io.netdepot.catalog.ScheduleRun;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.operation.WorkSignal;
import io.netdepot.yaml.FileProblem;
import io.netdepot.yaml.FileRefusal;
import io.netdepot.yaml.FileRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins work by the clock, and follows the file that says what and when. A file that is bad is
 * refused, and the schedules from before go on. Thread-safe.
 *
 * <p>Up to when the times of a schedule were dealt with stands in the catalog, written in the same
 * transaction as the run: no time is begun twice, whatever kills the service or turns its clock
 * back.
 */
public final class Schedules implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Schedules.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofSeconds(1);
  // A time that is later than this was slept through, or the clock was put forward over it.
  private static final Duration ON_TIME = Duration.ofMinutes(1);
  // A clock that was wrong by more is not waited for.
  private static final Duration LONGEST_STEP_BACK = Duration.ofDays(1);
  private static final Duration LAST_STEPS = Duration.ofSeconds(5);
  private static final int NEXT_TIMES = 3;

  private final ScheduleFiles files;
  private final ScheduleCatalog catalog;
  private final Runs runs;
  private final InstantSource clock;
  private final WorkSignal signal = new WorkSignal();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Thread ticker = Thread.ofVirtual().name("schedules").unstarted(this::tick);

  // Mutable state of the ticking thread
  private Map<Path, String> tried = Map.of();
  private Map<Path, String> seen = Map.of();
  private final Map<String, Instant> handled = new HashMap<>();
  private final Map<String, Instant> due = new HashMap<>();
  // Mutable state, written by the ticking thread and read by all
  private volatile Set<String> unfinished = Set.of();
  private volatile Loaded loaded = new Loaded(Instant.EPOCH, List.of(), false);
  private volatile Optional<FileRefusal> refusal = Optional.empty();

  /**
   * The schedules that are at work.
   *
   * @param at since when
   * @param lastGood whether they are not what the file says, but what it said when it was last good
   */
  public record Loaded(Instant at, List<Schedule> schedules, boolean lastGood) {
    public Loaded {
      schedules = List.copyOf(schedules);
    }
  }

  /**
   * Schedules that are not read yet.
   *
   * @param file may be missing, which means that there are none
   * @param lastGood where to keep those that are good
   * @param works what does each kind of work but collections; a kind without any fails
   */
  public Schedules(
      Path file,
      Path lastGood,
      ScheduleCatalog catalog,
      ScheduledCollections collections,
      Map<ScheduleKind, ScheduledWork> works,
      EntityIdSource ids,
      InstantSource clock,
      ScheduleListener listener) {
    this.files = new ScheduleFiles(file, lastGood);
    this.catalog = catalog;
    this.clock = clock;
    this.runs = new Runs(catalog, collections, works, ids, clock, listener);
  }

  /** What is wrong with a file of schedules; empty when nothing is. */
  public static List<FileProblem> check(Path file) {
    try {
      List<Schedule> unused = ScheduleReader.read(new ScheduleFiles(file, file).read());
      return List.of();
    } catch (FileRefusedException e) {
      return e.problems();
    }
  }

  /**
   * Reads the schedules; when the file is bad, the last good ones.
   *
   * @throws FileRefusedException when the file is bad and there are no others
   * @throws IOException when the last good ones cannot be read
   */
  public void load() throws FileRefusedException, IOException {
    tried = files.stamps();
    seen = tried;
    try {
      take(files.read());
      tried = files.stamps();
      seen = tried;
    } catch (FileRefusedException e) {
      Optional<ScheduleTexts> before = files.lastGood();
      if (before.isEmpty()) {
        throw e;
      }
      use(ScheduleReader.read(before.get()), true);
      tried = files.stamps();
      seen = tried;
      refuse(e, "the last good schedules are used");
    }
    log.info("Schedules loaded: {}", loaded.schedules().size());
  }

  /** Begins what is due, now and from now on. */
  public void start() {
    settle();
    ticker.start();
  }

  void settle() {
    unfinished =
        runs.settleAfterKill().stream().map(ScheduleRun::schedule).collect(Collectors.toSet());
  }

  /** Looks at the files and at the clock, and does what is to be done now. */
  void look() {
    follow();
    beginDue();
  }

  private void tick() {
    while (!stopping.get()) {
      Duration pause = TICK;
      try {
        look();
      } catch (RuntimeException e) {
        CatalogTrouble.tell(log, "Schedules cannot be run, trying again", e);
        pause = AFTER_FAILURE;
      }
      try {
        signal.await(pause);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  // Tried once the files have been still for two looks: one may be half written.
  private void follow() {
    Map<Path, String> now = files.stamps();
    boolean still = now.equals(seen);
    seen = now;
    if (!still || now.equals(tried)) {
      return;
    }
    tried = now;
    try {
      take(files.read());
      // Other lists may be named now; they were read with the file.
      tried = files.stamps();
      seen = tried;
      log.info("Schedules loaded anew: {}", loaded.schedules().size());
    } catch (FileRefusedException e) {
      tried = files.stamps();
      seen = tried;
      refuse(e, "the schedules from before go on");
    }
  }

  private void refuse(FileRefusedException e, String then) {
    refusal = Optional.of(new FileRefusal(now(), e.problems()));
    log.error("The schedules are refused, {}:\n{}", then, e.getMessage());
  }

  private void take(ScheduleTexts texts) throws FileRefusedException {
    use(ScheduleReader.read(texts), false);
    refusal = Optional.empty();
    try {
      files.keep(texts);
    } catch (IOException e) {
      log.error("The schedules are used, but cannot be kept for a restart: {}", e.getMessage());
    }
  }

  private void use(List<Schedule> schedules, boolean lastGood) {
    Instant now = now();
    catalog.forgetOthers(schedules.stream().map(Schedule::name).collect(Collectors.toSet()));
    Map<String, Instant> until = new LinkedHashMap<>();
    for (Schedule schedule : schedules) {
      until.put(
          schedule.name(), catalog.handledUntil(schedule.name(), schedule.cron().toString(), now));
    }
    handled.clear();
    handled.putAll(until);
    due.clear();
    loaded = new Loaded(now, schedules, lastGood);
  }

  private void beginDue() {
    Instant now = now();
    Set<String> killed = unfinished;
    for (Schedule schedule : loaded.schedules()) {
      if (killed.contains(schedule.name()) && schedule.runMissed()) {
        log.info(
            "Schedule {}: done again after the service was stopped or killed", schedule.name());
        begun(runs.begin(schedule, Optional.empty(), Optional.empty()));
        forget(schedule.name());
      }
      Instant until = handledUntil(schedule, now);
      Optional<Instant> next =
          Optional.ofNullable(due.get(schedule.name())).or(() -> schedule.cron().after(until));
      if (next.isPresent() && !next.get().isAfter(now)) {
        begin(schedule, next.get(), now);
        due.remove(schedule.name());
        handled.put(schedule.name(), now);
      } else {
        next.ifPresent(at -> due.put(schedule.name(), at));
      }
    }
    unfinished = Set.of();
  }

  private void forget(String name) {
    Set<String> rest = new HashSet<>(unfinished);
    rest.remove(name);
    unfinished = Set.copyOf(rest);
  }

  private Instant handledUntil(Schedule schedule, Instant now) {
    Instant until = handled.getOrDefault(schedule.name(), now);
    if (until.isAfter(now.plus(LONGEST_STEP_BACK))) {
      log.warn("Schedule {}: the clock was put back, it begins anew", schedule.name());
      due.remove(schedule.name());
      handled.put(schedule.name(), now);
      return now;
    }
    return until;
  }

  private void begin(Schedule schedule, Instant first, Instant now) {
    // Of many times that passed, only one is begun, the latest that is on time; of those that are
    // left out, the first is told.
    Optional<Instant> onTime =
        Optional.of(first)
            .filter(at -> !at.isBefore(now.minus(ON_TIME)))
            .or(() -> schedule.cron().after(now.minus(ON_TIME)).filter(at -> !at.isAfter(now)));
    if (!schedule.runMissed() && first.isBefore(now.minus(ON_TIME))) {
      Instant until = onTime.map(at -> at.minusMillis(1)).orElse(now);
      runs.missed(schedule, first, until);
      due.remove(schedule.name());
      handled.put(schedule.name(), until);
    }
    if (onTime.isPresent() || schedule.runMissed()) {
      begun(runs.begin(schedule, Optional.of(onTime.orElse(first)), Optional.of(now)));
    }
  }

  private static void begun(ScheduleRun run) {
    log.debug("Schedule {}: run {} is {}", run.schedule(), run.id(), run.outcome().word());
  }

  /** What is at work. */
  public Loaded loaded() {
    return loaded;
  }

  /** Why the file, as it is now, is not used; empty when it is. */
  public Optional<FileRefusal> refusal() {
    return refusal;
  }

  public Path file() {
    return files.file();
  }

  /** Every schedule as it stands, in the order of the file. */
  public List<ScheduleView> list() {
    return loaded.schedules().stream().map(this::view).toList();
  }

  /** The schedules of a kind as they stand. */
  public List<ScheduleView> of(ScheduleKind kind) {
    return loaded.schedules().stream()
        .filter(schedule -> schedule.kind() == kind)
        .map(this::view)
        .toList();
  }

  public Optional<ScheduleView> find(String name) {
    return schedule(name).map(this::view);
  }

  private Optional<Schedule> schedule(String name) {
    return loaded.schedules().stream().filter(schedule -> schedule.name().equals(name)).findFirst();
  }

  private ScheduleView view(Schedule schedule) {
    return new ScheduleView(
        schedule,
        schedule.cron().next(now(), NEXT_TIMES),
        catalog.runs(schedule.name(), 1).stream().findFirst());
  }

  /** The newest runs of a schedule, newest first, at most {@code limit}. */
  public List<ScheduleRun> runs(String name, int limit) {
    return catalog.runs(name, limit);
  }

  /** Runs a schedule now, whatever its times say; they stay as they are. */
  public ScheduleBegin runNow(String name) {
    Optional<Schedule> schedule = schedule(name);
    if (schedule.isEmpty()) {
      return new ScheduleBegin.NotFound();
    }
    ScheduleRun run = runs.begin(schedule.get(), Optional.empty(), Optional.empty());
    return switch (run.outcome()) {
      case SKIPPED, FAILED -> new ScheduleBegin.Refused(run.details());
      case RUNNING, COMPLETED, CANCELLED, MISSED, INTERRUPTED -> new ScheduleBegin.Begun(run);
    };
  }

  // Milliseconds are what the catalog and the wire keep.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  /** Begins nothing more, and ends the work that runs; operations go their own way. */
  @Override
  public void close() {
    stopping.set(true);
    signal.ring();
    try {
      if (ticker.isAlive() && !ticker.join(LAST_STEPS)) {
        log.warn("Beginning what is due does not end; stopping without it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runs.close();
  }
}
