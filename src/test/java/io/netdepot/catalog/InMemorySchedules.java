package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The runs of schedules of an {@link InMemoryCatalog}. */
final class InMemorySchedules implements ScheduleCatalog {
  private static final int MOST_RUNS = 100;
  private static final Comparator<ScheduleRun> NEWEST_FIRST =
      Comparator.comparing(ScheduleRun::begunAt).thenComparing(ScheduleRun::id).reversed();

  private final InMemoryCatalog catalog;
  private final Map<String, Known> known = new TreeMap<>();
  private final Map<EntityId, ScheduleRun> runs = new TreeMap<>();

  private record Known(String timing, Instant handledUntil) {}

  InMemorySchedules(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  /** Within a call. */
  void operationEnded(EntityId operation, OperationState state, Instant at) {
    runs.values().stream()
        .filter(run -> run.operation().equals(Optional.of(operation)))
        .filter(run -> run.endedAt().isEmpty())
        .toList()
        .forEach(
            run ->
                runs.put(
                    run.id(), with(run, ScheduleRun.Outcome.of(state.word()), run.details(), at)));
  }

  private static ScheduleRun with(
      ScheduleRun run, ScheduleRun.Outcome outcome, String details, Instant endedAt) {
    return new ScheduleRun(
        run.id(),
        run.schedule(),
        run.kind(),
        run.dueAt(),
        run.begunAt(),
        Optional.of(endedAt),
        outcome,
        details,
        run.operation());
  }

  @Override
  public Instant handledUntil(String schedule, String timing, Instant otherwise) {
    return catalog.call(
        () -> {
          Known before = known.get(schedule);
          if (before != null && before.timing().equals(timing)) {
            return before.handledUntil();
          }
          known.put(schedule, new Known(timing, otherwise));
          return otherwise;
        });
  }

  @Override
  public void forgetOthers(Set<String> schedules) {
    boolean unused = catalog.call(() -> known.keySet().retainAll(schedules));
  }

  @Override
  public void begin(ScheduleRun run, Optional<Instant> handledUntil) {
    boolean unused =
        catalog.call(
            () -> {
              runs.put(run.id(), run);
              handledUntil.ifPresent(
                  until ->
                      known.computeIfPresent(
                          run.schedule(), (name, before) -> new Known(before.timing(), until)));
              return runs.values()
                  .removeAll(
                      ofSchedule(run.schedule()).stream()
                          .filter(other -> !other.equals(run))
                          .skip(MOST_RUNS - 1)
                          .filter(other -> other.endedAt().isPresent())
                          .toList());
            });
  }

  private List<ScheduleRun> ofSchedule(String schedule) {
    return runs.values().stream()
        .filter(run -> run.schedule().equals(schedule))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  @Override
  public boolean end(EntityId run, ScheduleRun.Outcome outcome, String details, Instant at) {
    return catalog.call(
        () -> {
          ScheduleRun found = runs.get(run);
          if (found == null || found.endedAt().isPresent()) {
            return false;
          }
          runs.put(run, with(found, outcome, details, at));
          return true;
        });
  }

  @Override
  public void details(EntityId run, String details) {
    UnaryOperator<ScheduleRun> changed =
        old ->
            new ScheduleRun(
                old.id(),
                old.schedule(),
                old.kind(),
                old.dueAt(),
                old.begunAt(),
                old.endedAt(),
                old.outcome(),
                details,
                old.operation());
    Optional<ScheduleRun> unused =
        catalog.call(
            () -> Optional.ofNullable(runs.computeIfPresent(run, (id, old) -> changed.apply(old))));
  }

  @Override
  public Optional<ScheduleRun> find(EntityId run) {
    return catalog.call(() -> Optional.ofNullable(runs.get(run)));
  }

  @Override
  public List<ScheduleRun> runs(String schedule, int limit) {
    return catalog.call(() -> ofSchedule(schedule).stream().limit(Math.max(limit, 0)).toList());
  }

  @Override
  public List<ScheduleRun> running() {
    return catalog.call(
        () -> runs.values().stream().filter(run -> run.endedAt().isEmpty()).toList());
  }
}
