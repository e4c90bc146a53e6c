package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.START;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.EntityId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about runs of schedules. */
abstract class ScheduleCatalogContract {
  private final Samples samples = new Samples();
  private Catalog catalog = new InMemoryCatalog();

  /** An empty catalog. */
  abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  private ScheduleCatalog schedules() {
    return catalog.schedules();
  }

  private ScheduleRun run(String schedule, int begun, Optional<EntityId> operation) {
    return new ScheduleRun(
        samples.id(),
        schedule,
        "collect",
        Optional.of(second(begun)),
        second(begun),
        Optional.empty(),
        ScheduleRun.Outcome.RUNNING,
        "",
        operation);
  }

  private ScheduleRun begun(String schedule, int begun) {
    ScheduleRun run = run(schedule, begun, Optional.empty());
    schedules().begin(run, Optional.empty());
    return run;
  }

  private ScheduleRun ended(String schedule, int begun) {
    ScheduleRun run = begun(schedule, begun);
    schedules().end(run.id(), ScheduleRun.Outcome.COMPLETED, "", second(begun));
    return schedules().find(run.id()).orElseThrow();
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(schedules().runs("nightly", 10)).isEmpty();
    assertThat(schedules().running()).isEmpty();
    assertThat(schedules().find(samples.id())).isEmpty();
  }

  @Test
  void remembersUpToWhenTimesWereDealtWith() {
    assertThat(schedules().handledUntil("nightly", "0 2 * * * UTC", second(1)))
        .isEqualTo(second(1));
    assertThat(schedules().handledUntil("nightly", "0 2 * * * UTC", second(5)))
        .isEqualTo(second(1));
    schedules().begin(run("nightly", 7, Optional.empty()), Optional.of(second(7)));
    schedules().begin(run("nightly", 8, Optional.empty()), Optional.empty());
    assertThat(schedules().handledUntil("nightly", "0 2 * * * UTC", second(9)))
        .isEqualTo(second(7));
    assertThat(schedules().handledUntil("nightly", "0 3 * * * UTC", second(9)))
        .isEqualTo(second(9));
  }

  @Test
  void listsTheNewestFirstAndThoseThatRun() {
    ScheduleRun first = begun("nightly", 1);
    ScheduleRun second = begun("nightly", 2);
    ScheduleRun other = begun("weekly", 3);
    assertThat(schedules().runs("nightly", 10)).containsExactly(second, first);
    assertThat(schedules().runs("nightly", 1)).containsExactly(second);
    assertThat(schedules().running()).containsExactly(first, second, other);
    assertThat(schedules().end(first.id(), ScheduleRun.Outcome.SKIPPED, "it ran", second(4)))
        .isTrue();
    assertThat(schedules().end(first.id(), ScheduleRun.Outcome.FAILED, "", second(5))).isFalse();
    assertThat(schedules().running()).containsExactly(second, other);
    schedules().details(second.id(), "12 switches");
    assertThat(schedules().find(second.id()).orElseThrow().details()).isEqualTo("12 switches");
    ScheduleRun ended = schedules().find(first.id()).orElseThrow();
    assertThat(ended.outcome()).isEqualTo(ScheduleRun.Outcome.SKIPPED);
    assertThat(ended.details()).isEqualTo("it ran");
    assertThat(ended.endedAt()).contains(second(4));
  }

  @Test
  void keepsTheNewestHundred() {
    List<ScheduleRun> all = IntStream.range(0, 103).mapToObj(n -> ended("nightly", n)).toList();
    begun("weekly", 0);
    assertThat(schedules().runs("nightly", 1000))
        .hasSize(100)
        .doesNotContainAnyElementsOf(all.subList(0, 3));
    assertThat(schedules().runs("weekly", 1000)).hasSize(1);
  }

  @Test
  void keepsTheOneThatBeginsAndThoseThatRunHoweverTheClockStands() {
    ScheduleRun running = begun("nightly", 1);
    List<ScheduleRun> all = IntStream.range(100, 200).mapToObj(n -> ended("nightly", n)).toList();
    ScheduleRun putBack = begun("nightly", 50);
    assertThat(schedules().find(putBack.id())).contains(putBack);
    ScheduleRun further = begun("nightly", 51);
    assertThat(schedules().find(further.id())).contains(further);
    assertThat(schedules().running()).containsExactlyInAnyOrder(running, putBack, further);
    assertThat(schedules().find(all.getFirst().id())).isEmpty();
  }

  @Test
  void aScheduleThatWasGoneBeginsAnew() {
    schedules().handledUntil("nightly", "0 2 * * * UTC", second(1));
    schedules().handledUntil("weekly", "0 2 * * 0 UTC", second(1));
    schedules().forgetOthers(Set.of("nightly"));
    assertThat(schedules().handledUntil("nightly", "0 2 * * * UTC", second(9)))
        .isEqualTo(second(1));
    assertThat(schedules().handledUntil("weekly", "0 2 * * 0 UTC", second(9))).isEqualTo(second(9));
    schedules().forgetOthers(Set.of());
    assertThat(schedules().handledUntil("nightly", "0 2 * * * UTC", second(9)))
        .isEqualTo(second(9));
  }

  @Test
  void aRunEndsWithItsOperation() {
    Profile lab = samples.profile("lab");
    catalog.profiles().add(lab);
    Operation operation = samples.operation(START);
    ScheduleRun run = run("nightly", 1, Optional.of(operation.id()));
    schedules().begin(run, Optional.empty());
    catalog.operations().accept(operation, samples.tasks(operation, lab, "sw1"));
    schedules().details(run.id(), "1 switch");
    catalog.operations().finish(operation.id(), OperationState.CANCELLED, "", "by hand", second(9));
    ScheduleRun ended = schedules().find(run.id()).orElseThrow();
    assertThat(ended.outcome()).isEqualTo(ScheduleRun.Outcome.CANCELLED);
    assertThat(ended.endedAt()).contains(second(9));
    assertThat(ended.details()).isEqualTo("1 switch");
    assertThat(schedules().running()).isEmpty();
  }
}
