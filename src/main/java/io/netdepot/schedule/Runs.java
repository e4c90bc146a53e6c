package io.netdepot.schedule;

import io.netdepot.catalog.ScheduleCatalog;
import io.netdepot.catalog.ScheduleRun;
import io.netdepot.catalog.ScheduleRun.Outcome;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what schedules begin, each recorded before it begins. A collection becomes an operation at
 * once, which then goes its own way; other work runs here, one of a kind at a time. Thread-safe.
 */
final class Runs implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Runs.class);

  private final ScheduleCatalog catalog;
  private final ScheduledCollections collections;
  private final Map<ScheduleKind, ScheduledWork> works;
  private final EntityIdSource ids;
  private final InstantSource clock;
  private final ScheduleListener listener;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("schedule-run-", 1).factory());

  // Mutable state
  private final Set<ScheduleKind> running = ConcurrentHashMap.newKeySet();

  Runs(
      ScheduleCatalog catalog,
      ScheduledCollections collections,
      Map<ScheduleKind, ScheduledWork> works,
      EntityIdSource ids,
      InstantSource clock,
      ScheduleListener listener) {
    this.catalog = catalog;
    this.collections = collections;
    this.works = Map.copyOf(works);
    this.ids = ids;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Begins a run. When this fails nothing was recorded and nothing begun.
   *
   * @param dueAt the time it is for; empty when somebody asked for it
   * @param handledUntil the times that are dealt with by it
   * @return how it stands: it may run, or have ended
   */
  ScheduleRun begin(Schedule schedule, Optional<Instant> dueAt, Optional<Instant> handledUntil) {
    EntityId id = ids.next();
    Optional<EntityId> operation = schedule.collection().map(plan -> ids.next());
    ScheduleRun recorded =
        record(schedule, id, dueAt, handledUntil, Outcome.RUNNING, "", operation);
    // From here on the time is dealt with: what throws now must not have it begun again.
    try {
      if (schedule.collection().isPresent() && operation.isPresent()) {
        collect(schedule, schedule.collection().get(), id, operation.get());
      } else {
        work(schedule, id);
      }
      return catalog.find(id).orElse(recorded);
    } catch (RuntimeException e) {
      log.error("Schedule {}: how run {} stands could not be recorded", schedule.name(), id, e);
      return recorded;
    }
  }

  /** Notes a time that was left out. */
  void missed(Schedule schedule, Instant dueAt, Instant handledUntil) {
    String why = "The service was not there at that time, and the schedule does not make up for it";
    ScheduleRun unused =
        record(
            schedule,
            ids.next(),
            Optional.of(dueAt),
            Optional.of(handledUntil),
            Outcome.MISSED,
            why,
            Optional.empty());
    log.warn("Schedule {}: {} was missed", schedule.name(), dueAt);
    listener.ran(schedule.kind(), Outcome.MISSED.word());
  }

  private ScheduleRun record(
      Schedule schedule,
      EntityId id,
      Optional<Instant> dueAt,
      Optional<Instant> handledUntil,
      Outcome outcome,
      String details,
      Optional<EntityId> operation) {
    Instant now = now();
    ScheduleRun run =
        new ScheduleRun(
            id,
            schedule.name(),
            schedule.kind().word(),
            dueAt,
            now,
            Optional.of(now).filter(at -> outcome != Outcome.RUNNING),
            outcome,
            details,
            operation);
    catalog.begin(run, handledUntil);
    return run;
  }

  private void collect(Schedule schedule, CollectionPlan plan, EntityId run, EntityId operation) {
    ScheduledCollections.Outcome outcome;
    try {
      outcome = collections.begin(schedule, plan, operation);
    } catch (RuntimeException e) {
      log.error("Schedule {}: the collection could not be begun", schedule.name(), e);
      outcome =
          new ScheduledCollections.Outcome.Ended(
              RunEnd.failed("The collection could not be begun; the log of the service has more"));
    }
    switch (outcome) {
      case ScheduledCollections.Outcome.Running(var details) -> {
        if (!details.isEmpty()) {
          catalog.details(run, details);
          log.info("Schedule {}: {}", schedule.name(), details);
        }
        log.info("Schedule {}: operation {} begun", schedule.name(), operation);
        listener.ran(schedule.kind(), Outcome.RUNNING.word());
      }
      case ScheduledCollections.Outcome.Ended(var end) -> ended(schedule, run, end);
    }
  }

  private void work(Schedule schedule, EntityId run) {
    Optional<ScheduledWork> work = Optional.ofNullable(works.get(schedule.kind()));
    if (work.isEmpty()) {
      ended(
          schedule,
          run,
          RunEnd.failed("This service has nothing that does " + schedule.kind().word()));
    } else if (running.add(schedule.kind())) {
      log.info("Schedule {}: {} begins", schedule.name(), schedule.kind().word());
      threads.execute(() -> toItsEnd(schedule, run, work.get()));
    } else {
      ended(schedule, run, RunEnd.skipped("The same work is being done already"));
    }
  }

  private void toItsEnd(Schedule schedule, EntityId run, ScheduledWork work) {
    try {
      ended(schedule, run, work.run());
    } catch (InterruptedException e) {
      // The next start says what became of it, as after a kill, and does it again if it is to.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("Schedule {} failed", schedule.name(), e);
      ended(schedule, run, RunEnd.failed("It failed; the log of the service has more"));
    } finally {
      running.remove(schedule.kind());
    }
  }

  private void ended(Schedule schedule, EntityId run, RunEnd end) {
    Outcome outcome =
        switch (end.outcome()) {
          case COMPLETED -> Outcome.COMPLETED;
          case FAILED -> Outcome.FAILED;
          case SKIPPED -> Outcome.SKIPPED;
        };
    end(schedule, run, outcome, end.details());
  }

  private void end(Schedule schedule, EntityId run, Outcome outcome, String details) {
    try {
      catalog.end(run, outcome, details, now());
    } catch (RuntimeException e) {
      log.error("Schedule {}: its end could not be recorded", schedule.name(), e);
    }
    if (outcome == Outcome.FAILED) {
      log.warn("Schedule {}: failed: {}", schedule.name(), details);
    } else {
      log.info("Schedule {}: {}. {}", schedule.name(), outcome.word(), details);
    }
    listener.ran(schedule.kind(), outcome.word());
  }

  /**
   * Ends what a killed service left: every run that is not an operation which goes on.
   *
   * @return those that were ended
   */
  List<ScheduleRun> settleAfterKill() {
    return catalog.running().stream()
        .filter(run -> run.operation().filter(collections::exists).isEmpty())
        .filter(
            run ->
                catalog.end(
                    run.id(),
                    Outcome.INTERRUPTED,
                    "The service was stopped or killed before the end",
                    now()))
        .toList();
  }

  // Milliseconds are what the catalog and the wire keep.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
