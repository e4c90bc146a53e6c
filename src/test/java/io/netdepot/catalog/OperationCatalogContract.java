package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.START;
import static io.netdepot.catalog.Samples.failure;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.OperationCatalog.Accepted;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about operations and tasks. */
abstract class OperationCatalogContract {
  private final Samples samples = new Samples();
  private final Profile lab = samples.profile("lab");
  private Catalog catalog = new InMemoryCatalog();

  /** An empty catalog. */
  abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
    catalog.profiles().add(lab);
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  private OperationCatalog operations() {
    return catalog.operations();
  }

  /** Records an operation of second {@code n}; its tasks, in order. */
  private List<Task> accepted(long n, String... addresses) {
    Operation operation = samples.operation(second(n));
    List<Task> tasks = samples.tasks(operation, lab, addresses);
    assertThat(operations().accept(operation, tasks)).isEqualTo(new Accepted.Done());
    return tasks;
  }

  private Task claimed(long n, String address) {
    accepted(n, address);
    return operations().claim(1, second(n)).getFirst();
  }

  private Accepted attempt(String... addresses) {
    Operation operation = samples.operation(START);
    return operations().accept(operation, samples.tasks(operation, lab, addresses));
  }

  private Task now(Task task) {
    return operations().findTask(task.id()).orElseThrow();
  }

  private Operation operationOf(Task task) {
    return operations().find(task.operationId()).orElseThrow();
  }

  @Test
  void takesTheSwitchesThatAreFreeAndSaysWhichAreNot() {
    Task busy = accepted(1, "sw1").getFirst();
    Operation operation = samples.operation(second(2));
    List<Task> wanted = samples.tasks(operation, lab, "SW1.", "sw2", "sw3");
    Accepted.SwitchBusy sw1 = new Accepted.SwitchBusy(SwitchAddress.of("sw1"), busy.operationId());
    assertThat(operations().acceptFree(operation, wanted))
        .isEqualTo(new Accepted.Done(List.of(sw1)));
    assertThat(operations().tasks(operation.id())).containsExactlyElementsOf(wanted.subList(1, 3));

    Operation second = samples.operation(second(3));
    assertThat(operations().acceptFree(second, samples.tasks(second, lab, "sw1", "sw2")))
        .isEqualTo(sw1);
    assertThat(operations().find(second.id())).isEmpty();

    Operation third = samples.operation(second(4));
    Profile gone = samples.profile("gone");
    assertThat(operations().acceptFree(third, samples.tasks(third, gone, "sw9")))
        .isEqualTo(new Accepted.ProfileMissing(gone.id()));
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(operations().list(10)).isEmpty();
    assertThat(operations().find(samples.id())).isEmpty();
    assertThat(operations().findTask(samples.id())).isEmpty();
    assertThat(operations().tasks(samples.id())).isEmpty();
    assertThat(operations().tasks(List.of())).isEmpty();
    assertThat(operations().claim(10, START)).isEmpty();
    assertThat(operations().nextClaim()).isEmpty();
    assertThat(operations().inProgress()).isEmpty();
    assertThat(operations().toFinish()).isEmpty();
    assertThat(operations().countByState().values()).allMatch(count -> count == 0);
  }

  @Test
  void recordsAnOperationWithItsTasksInOrder() {
    Operation operation = samples.operation(START);
    List<Task> tasks = samples.tasks(operation, lab, "sw9", "10.0.0.2", "2001:DB8::1");
    assertThat(operations().accept(operation, tasks)).isEqualTo(new Accepted.Done());
    assertThat(operations().find(operation.id())).contains(operation);
    assertThat(operations().tasks(operation.id())).isEqualTo(tasks);
    assertThat(operations().findTask(tasks.get(1).id())).contains(tasks.get(1));
    assertThat(operations().tasks(operation.id()).get(2).address().text()).isEqualTo("2001:DB8::1");
  }

  @Test
  void knowsWhatIsDeliveredAndWhichImagesThatNeeds() {
    Operation first = delivering(second(1));
    Operation later = delivering(second(2));
    Operation collects = samples.operation(second(3));
    assertThat(operations().accept(later, samples.tasks(later, lab, "sw2"))).isNotNull();
    assertThat(operations().accept(first, samples.tasks(first, lab, "sw1"))).isNotNull();
    assertThat(operations().accept(collects, samples.tasks(collects, lab, "sw3"))).isNotNull();
    assertThat(operations().order(first.id())).contains(Samples.delivery());
    assertThat(operations().order(collects.id())).isEmpty();
    assertThat(operations().order(samples.id())).isEmpty();
    ImageId image = Samples.delivery().image();
    assertThat(operations().deliveriesOf(image)).containsExactly(first.id(), later.id());
    assertThat(operations().deliveriesOf(ImageId.random())).isEmpty();
    operations().tasks(first.id()).forEach(task -> operations().cancel(task.id(), "", second(4)));
    assertThat(operations().finish(first.id(), OperationState.CANCELLED, "", "", second(5)))
        .isTrue();
    assertThat(operations().deliveriesOf(image)).containsExactly(later.id());
  }

  private Operation delivering(Instant at) {
    Operation plain = samples.operation(at);
    return new Operation(
        plain.id(),
        at,
        at,
        plain.state(),
        plain.request(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.of(Samples.delivery()));
  }

  @Test
  void recordsEveryFieldOfATask() {
    Operation operation = samples.operation(START);
    Task full =
        new Task(
            samples.id(),
            operation.id(),
            0,
            SwitchAddress.of("sw1"),
            lab.id(),
            OperationState.FAILED,
            3,
            second(7),
            Optional.of("/host/dump/it's \"one\".tar.gz"),
            Optional.of(failure("No answer from ünïcode")),
            Optional.of(samples.id()),
            "details");
    operations().accept(operation, List.of(full));
    assertThat(operations().findTask(full.id())).contains(full);
  }

  @Test
  void refusesASwitchThatIsBeingCollectedInAnySpelling() {
    EntityId running = accepted(1, "SW1.example", "2001:db8::1").getFirst().operationId();
    for (String spelling : List.of("sw1.EXAMPLE", "sw1.example.", "2001:db8:0:0::1")) {
      assertThat(attempt("10.0.0.1", spelling))
          .isEqualTo(new Accepted.SwitchBusy(SwitchAddress.of(spelling), running));
    }
    assertThat(operations().list(10)).hasSize(1);
  }

  @Test
  void namesTheFirstBusySwitchOfTheRequest() {
    accepted(1, "sw1");
    EntityId running = accepted(2, "sw2").getFirst().operationId();
    assertThat(attempt("sw3", "sw2", "sw1"))
        .isEqualTo(new Accepted.SwitchBusy(SwitchAddress.of("sw2"), running));
  }

  @Test
  void acceptsASwitchAgainWhenItsTaskHasEnded() {
    Task first = claimed(1, "sw1");
    operations().fail(first.id(), failure("gone"), second(2));
    assertThat(attempt("sw1")).isEqualTo(new Accepted.Done());
  }

  @Test
  void acceptsASwitchWhoseOperationIsOver() {
    Task task = accepted(1, "sw1").getFirst();
    operations()
        .finish(task.operationId(), OperationState.FAILED, "stalled", "No byte came", second(2));
    assertThat(attempt("sw1")).isEqualTo(new Accepted.Done());
  }

  @Test
  void recordsNothingForAProfileThatIsGone() {
    Operation operation = samples.operation(START);
    Profile gone = samples.profile("gone");
    List<Task> tasks = new ArrayList<>(samples.tasks(operation, lab, "sw1"));
    Task second = samples.tasks(operation, gone, "sw1", "sw2").get(1);
    tasks.add(second);
    assertThat(operations().accept(operation, tasks))
        .isEqualTo(new Accepted.ProfileMissing(gone.id()));
    assertThat(operations().list(10)).isEmpty();
    assertThat(operations().findTask(tasks.getFirst().id())).isEmpty();
    assertThat(attempt("sw1")).isEqualTo(new Accepted.Done());
  }

  @Test
  void recordsNothingOfAnOperationThatIsThereAlready() {
    Operation operation = samples.operation(START);
    operations().accept(operation, samples.tasks(operation, lab, "sw1"));
    List<Task> others = samples.tasks(operation, lab, "sw2");
    assertThatThrownBy(() -> operations().accept(operation, others))
        .isInstanceOf(CatalogFailure.class);
    assertThat(operations().tasks(operation.id())).hasSize(1);
  }

  @Test
  void letsExactlyOneOfManyAtOnceHaveASwitch() throws Exception {
    List<Callable<Accepted>> attempts =
        IntStream.range(0, 20)
            .mapToObj(n -> (Callable<Accepted>) () -> attempt("other" + n, "sw1"))
            .toList();
    List<Accepted> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Accepted> answer : callers.invokeAll(attempts)) {
        answers.add(answer.get());
      }
    }
    assertThat(answers).filteredOn(Accepted.Done.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Accepted.SwitchBusy.class::isInstance).hasSize(19);
    assertThat(operations().list(100)).hasSize(1);
  }

  @Test
  void listsTheNewestFirst() {
    EntityId middle = accepted(5, "sw1").getFirst().operationId();
    EntityId oldest = accepted(1, "sw2").getFirst().operationId();
    EntityId newest = accepted(9, "sw3").getFirst().operationId();
    EntityId sameTime = accepted(9, "sw4").getFirst().operationId();
    assertThat(operations().list(10))
        .extracting(Operation::id)
        .containsExactly(sameTime, newest, middle, oldest);
    assertThat(operations().list(2)).extracting(Operation::id).containsExactly(sameTime, newest);
    assertThat(operations().list(0)).isEmpty();
  }

  @Test
  void givesTheTasksOfSeveralOperations() {
    List<Task> first = accepted(1, "sw1", "sw2");
    List<Task> second = accepted(2, "sw3");
    accepted(3, "sw4");
    EntityId firstId = first.getFirst().operationId();
    EntityId secondId = second.getFirst().operationId();
    assertThat(operations().tasks(List.of(secondId, samples.id(), firstId)))
        .isEqualTo(Map.of(firstId, first, secondId, second));
  }

  @Test
  void claimsTheOldestWhoseTimeHasCome() {
    Task later = accepted(5, "sw5").getFirst();
    List<Task> first = accepted(1, "sw1", "sw2");
    assertThat(operations().claim(10, START)).isEmpty();
    assertThat(operations().claim(1, second(1)))
        .extracting(Task::id)
        .containsExactly(first.get(0).id());
    assertThat(operations().claim(10, second(5)))
        .extracting(Task::id)
        .containsExactly(first.get(1).id(), later.id());
    assertThat(operations().claim(10, second(99))).isEmpty();
  }

  @Test
  void claimsNothingWithALimitOfNothing() {
    accepted(1, "sw1");
    assertThat(operations().claim(0, second(1))).isEmpty();
    assertThat(operations().claim(-1, second(1))).isEmpty();
  }

  @Test
  void claimCountsATryAndMovesTaskAndOperation() {
    Task task = accepted(1, "sw1").getFirst();
    Task claimed = operations().claim(1, second(4)).getFirst();
    assertThat(claimed.state()).isEqualTo(OperationState.IN_PROGRESS);
    assertThat(claimed.tries()).isEqualTo(1);
    assertThat(now(task)).isEqualTo(claimed);
    assertThat(operationOf(task).state()).isEqualTo(OperationState.IN_PROGRESS);
    assertThat(operationOf(task).updatedAt()).isEqualTo(second(4));
    assertThat(operations().inProgress()).containsExactly(claimed);
  }

  @Test
  void claimsEachTaskOnceWhenManyClaim() throws Exception {
    String[] addresses = IntStream.range(0, 60).mapToObj(n -> "sw" + n).toArray(String[]::new);
    accepted(1, addresses);
    List<Callable<List<Task>>> claims =
        IntStream.range(0, 20)
            .mapToObj(n -> (Callable<List<Task>>) () -> operations().claim(3, second(1)))
            .toList();
    List<EntityId> claimed = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<Task>> some : callers.invokeAll(claims)) {
        some.get().forEach(task -> claimed.add(task.id()));
      }
    }
    assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void tellsWhenTheEarliestPendingTaskMayBegin() {
    accepted(9, "sw9");
    accepted(4, "sw4");
    assertThat(operations().nextClaim()).contains(second(4));
    operations().claim(1, second(4));
    assertThat(operations().nextClaim()).contains(second(9));
    operations().claim(1, second(9));
    assertThat(operations().nextClaim()).isEmpty();
  }

  @Test
  void notesAndForgetsWhatWasLeftOnTheSwitch() {
    Task task = claimed(1, "sw1");
    operations().leftOver(task.id(), Optional.of("/host/dump/a.tar.gz"));
    assertThat(now(task).leftOver()).contains("/host/dump/a.tar.gz");
    operations().leftOver(task.id(), Optional.empty());
    assertThat(now(task).leftOver()).isEmpty();
  }

  @Test
  void completesATaskThatIsInProgress() {
    Task task = claimed(1, "sw1");
    EntityId stored = samples.id();
    assertThat(operations().complete(task.id(), stored, second(3))).isTrue();
    assertThat(now(task).state()).isEqualTo(OperationState.COMPLETED);
    assertThat(now(task).packageId()).contains(stored);
    assertThat(operationOf(task).updatedAt()).isEqualTo(second(3));
    assertThat(operationOf(task).state()).isEqualTo(OperationState.IN_PROGRESS);
  }

  @Test
  void completesNothingThatIsNotInProgress() {
    Task pending = accepted(1, "sw1").getFirst();
    assertThat(operations().complete(pending.id(), samples.id(), second(2))).isFalse();
    assertThat(operations().complete(samples.id(), samples.id(), second(2))).isFalse();
    assertThat(now(pending)).isEqualTo(pending);
    assertThat(operationOf(pending).updatedAt()).isEqualTo(second(1));
  }

  @Test
  void aCompletedTaskShowsNoFailureOfAnEarlierTry() {
    Task task = claimed(1, "sw1");
    operations().putBack(task.id(), Optional.of(failure("refused")), second(2), true, second(2));
    operations().claim(1, second(2));
    operations().complete(task.id(), samples.id(), second(3));
    assertThat(now(task).failure()).isEmpty();
    assertThat(now(task).tries()).isEqualTo(2);
  }

  @Test
  void failsATaskPendingOrInProgress() {
    Task pending = accepted(1, "sw1").getFirst();
    assertThat(operations().fail(pending.id(), failure("one"), second(2))).isTrue();
    assertThat(now(pending).state()).isEqualTo(OperationState.FAILED);
    assertThat(now(pending).failure()).contains(failure("one"));
    assertThat(operationOf(pending).updatedAt()).isEqualTo(second(2));
    Task running = claimed(3, "sw2");
    assertThat(operations().fail(running.id(), failure("two"), second(4))).isTrue();
    assertThat(now(running).failure()).contains(failure("two"));
  }

  @Test
  void cancelsATaskPendingOrInProgress() {
    Task pending = accepted(1, "sw1").getFirst();
    assertThat(operations().cancel(pending.id(), "Nothing was begun", second(2))).isTrue();
    assertThat(now(pending).state()).isEqualTo(OperationState.CANCELLED);
    assertThat(now(pending).details()).isEqualTo("Nothing was begun");
    assertThat(operationOf(pending).updatedAt()).isEqualTo(second(2));
    Task running = claimed(3, "sw2");
    assertThat(operations().cancel(running.id(), "", second(4))).isTrue();
  }

  @Test
  void changesNoTaskThatHasEnded() {
    Task task = claimed(1, "sw1");
    operations().cancel(task.id(), "cancelled", second(2));
    Task ended = now(task);
    Operation before = operationOf(task);
    assertThat(operations().complete(task.id(), samples.id(), second(3))).isFalse();
    assertThat(operations().fail(task.id(), failure("late"), second(3))).isFalse();
    assertThat(operations().cancel(task.id(), "again", second(3))).isFalse();
    assertThat(operations().putBack(task.id(), Optional.empty(), second(3), true, second(3)))
        .isFalse();
    assertThat(operations().claim(10, second(9))).isEmpty();
    assertThat(now(task)).isEqualTo(ended);
    assertThat(operationOf(task)).isEqualTo(before);
  }

  @Test
  void putsATaskBackForItsNextTry() {
    Task task = claimed(1, "sw1");
    Instant next = second(60);
    assertThat(
            operations().putBack(task.id(), Optional.of(failure("reset")), next, true, second(2)))
        .isTrue();
    Task waiting = now(task);
    assertThat(waiting.state()).isEqualTo(OperationState.PENDING);
    assertThat(waiting.notBefore()).isEqualTo(next);
    assertThat(waiting.failure()).contains(failure("reset"));
    assertThat(waiting.tries()).isEqualTo(1);
    assertThat(operations().claim(1, second(59))).isEmpty();
    assertThat(operations().claim(1, next).getFirst().tries()).isEqualTo(2);
    assertThat(operationOf(task).state()).isEqualTo(OperationState.IN_PROGRESS);
  }

  @Test
  void putsATaskBackWithoutCountingTheTry() {
    Task task = claimed(1, "sw1");
    operations().putBack(task.id(), Optional.empty(), second(2), false, second(2));
    assertThat(now(task).tries()).isZero();
    assertThat(operations().putBack(task.id(), Optional.empty(), second(2), false, second(2)))
        .isFalse();
    assertThat(now(task).tries()).isZero();
  }

  @Test
  void replacesDetailsAlsoOfATaskThatHasEnded() {
    Task task = claimed(1, "sw1");
    operations().cancel(task.id(), "", second(2));
    operations().details(task.id(), "/host/dump/a.tar.gz remains on the switch", second(3));
    assertThat(now(task).details()).isEqualTo("/host/dump/a.tar.gz remains on the switch");
    assertThat(operationOf(task).updatedAt()).isEqualTo(second(3));
    operations().details(samples.id(), "nobody's", second(3));
  }

  @Test
  void updatedAtNeverStepsBack() {
    Task task = claimed(5, "sw1");
    operations().details(task.id(), "late", second(2));
    assertThat(operationOf(task).updatedAt()).isEqualTo(second(5));
  }

  @Test
  void finishesAnOperationOnce() {
    Task task = claimed(1, "sw1");
    EntityId id = task.operationId();
    operations().fail(task.id(), failure("gone"), second(2));
    assertThat(
            operations()
                .finish(id, OperationState.FAILED, "collection-failed", "None came", second(3)))
        .isTrue();
    assertThat(operations().finish(id, OperationState.COMPLETED, "", "", second(4))).isFalse();
    assertThat(operations().finish(samples.id(), OperationState.FAILED, "", "", second(4)))
        .isFalse();
    Operation over = operationOf(task);
    assertThat(over.state()).isEqualTo(OperationState.FAILED);
    assertThat(over.error()).isEqualTo("collection-failed");
    assertThat(over.details()).isEqualTo("None came");
    assertThat(over.updatedAt()).isEqualTo(second(3));
  }

  @Test
  void knowsTheOperationsToFinish() {
    List<Task> two = accepted(1, "sw1", "sw2");
    Task one = accepted(2, "sw3").getFirst();
    operations().cancel(two.get(0).id(), "", second(3));
    operations().cancel(one.id(), "", second(3));
    assertThat(operations().toFinish()).containsExactly(one.operationId());
    operations().cancel(two.get(1).id(), "", second(3));
    assertThat(operations().toFinish())
        .containsExactlyInAnyOrder(one.operationId(), two.get(0).operationId());
    operations().finish(one.operationId(), OperationState.CANCELLED, "", "", second(4));
    assertThat(operations().toFinish()).containsExactly(two.get(0).operationId());
  }

  @Test
  void countsOperationsByState() {
    accepted(1, "sw1", "sw2");
    claimed(0, "sw3");
    Task over = accepted(4, "sw4").getFirst();
    operations().finish(over.operationId(), OperationState.CANCELLED, "", "", second(4));
    assertThat(operations().countByState())
        .containsEntry(OperationState.PENDING, 1L)
        .containsEntry(OperationState.IN_PROGRESS, 1L)
        .containsEntry(OperationState.CANCELLED, 1L);
  }

  @Test
  void listsPagesOfThoseThatAreWanted() {
    List<EntityId> ids = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      ids.add(accepted(n / 2, "sw" + n, "10.0.0." + n).getFirst().operationId());
    }
    operations().claim(2, second(100));

    List<EntityId> paged = new ArrayList<>();
    Optional<PageEnd> after = Optional.empty();
    for (int page = 0; page < 3; page++) {
      List<OperationSummary> read = operations().list(OperationFilter.ALL, after, 2);
      read.forEach(one -> paged.add(one.id()));
      after = Optional.of(new PageEnd(read.getLast().createdAt(), read.getLast().id()));
      // What is new comes before every page that was read.
      accepted(50 + page, "late" + page);
    }
    assertThat(paged).isEqualTo(ids.reversed());
    assertThat(operations().list(OperationFilter.ALL, after, 2)).isEmpty();

    assertThat(wanted(Optional.of(OperationState.IN_PROGRESS), Optional.empty(), 0, 60)).hasSize(1);
    assertThat(wanted(Optional.empty(), Optional.of("SW3."), 0, 60)).containsExactly(ids.get(3));
    assertThat(wanted(Optional.empty(), Optional.empty(), 1, 2))
        .containsExactly(ids.get(3), ids.get(2));
    assertThat(wanted(Optional.of(OperationState.FAILED), Optional.empty(), 0, 60)).isEmpty();
  }

  @Test
  void countsTheTasksOfThoseItLists() {
    List<Task> some = accepted(0, "sw1", "sw2", "sw3");
    Operation recorded = operations().find(some.getFirst().operationId()).orElseThrow();
    accepted(1, "sw4");
    operations().claim(2, second(0));
    operations().fail(some.getFirst().id(), failure("reset"), second(3));

    List<OperationSummary> listed = operations().list(OperationFilter.ALL, Optional.empty(), 10);
    assertThat(listed).hasSize(2);
    OperationSummary older = listed.getLast();
    assertThat(older)
        .isEqualTo(
            OperationSummary.of(
                operations().find(recorded.id()).orElseThrow(),
                Map.of(
                    OperationState.PENDING,
                    1,
                    OperationState.IN_PROGRESS,
                    1,
                    OperationState.FAILED,
                    1)));
    assertThat(older.count()).isEqualTo(3);
    assertThat(listed.getFirst().count(OperationState.PENDING)).isEqualTo(1);
    assertThat(listed.getFirst().count(OperationState.FAILED)).isZero();
  }

  private List<EntityId> wanted(
      Optional<OperationState> state, Optional<String> address, long from, long to) {
    OperationFilter filter =
        new OperationFilter(
            state,
            address.map(SwitchAddress::of),
            Optional.of(second(from)),
            Optional.of(second(to)));
    return operations().list(filter, Optional.empty(), 10).stream()
        .map(OperationSummary::id)
        .toList();
  }

  @Test
  void keepsWhenATaskBeganAndEndedAndWhatItsLastTrySpentItsTimeOn() {
    Task task = accepted(1, "sw1").getFirst();
    assertThat(times(task)).isEqualTo(TaskTimes.NONE);

    operations().claim(1, second(2));
    operations().phases(task.id(), List.of(phase(Phase.CONNECT, 2), phase(Phase.FETCH, 3)));
    operations().putBack(task.id(), Optional.of(failure("x")), second(4), true, second(4));
    assertThat(times(task).phases())
        .extracting(PhaseTime::phase)
        .containsExactly(Phase.CONNECT, Phase.FETCH);

    operations().claim(1, second(5));
    assertThat(times(task))
        .isEqualTo(
            new TaskTimes(
                Optional.of(second(2)), Optional.of(second(5)), Optional.empty(), List.of()));
    operations().phases(task.id(), List.of(phase(Phase.CONNECT, 5)));
    operations().fail(task.id(), failure("x"), second(9));

    assertThat(times(task))
        .isEqualTo(
            new TaskTimes(
                Optional.of(second(2)),
                Optional.of(second(5)),
                Optional.of(second(9)),
                List.of(phase(Phase.CONNECT, 5))));
    assertThat(operations().times(samples.id())).isEmpty();
  }

  private TaskTimes times(Task task) {
    return Optional.ofNullable(operations().times(task.operationId()).get(task.id())).orElseThrow();
  }

  private static PhaseTime phase(Phase phase, long begun) {
    return new PhaseTime(phase, second(begun), second(begun + 1), Duration.ofMillis(900));
  }

  @Test
  void linksARetryToWhatItRetries() {
    Task task = claimed(1, "sw1");
    operations().fail(task.id(), failure("x"), second(2));
    operations().finish(task.operationId(), OperationState.FAILED, "e", "d", second(3));
    Operation plain = samples.operation(second(4));
    Operation retry =
        new Operation(
            plain.id(),
            plain.createdAt(),
            plain.updatedAt(),
            plain.state(),
            plain.request(),
            "",
            "",
            Optional.empty(),
            Optional.of(task.operationId()),
            Optional.empty());
    operations().accept(retry, samples.tasks(retry, lab, "sw1"));

    assertThat(operations().retries(task.operationId())).containsExactly(retry.id());
    assertThat(operations().find(retry.id())).contains(retry);
    assertThat(operations().retries(retry.id())).isEmpty();
    assertThat(operationOf(task).endedAt()).contains(second(3));
  }

  private EntityId ended(long n, String address) {
    Task task = claimed(n, address);
    operations().cancel(task.id(), "", second(n));
    operations().finish(task.operationId(), OperationState.CANCELLED, "", "", second(n));
    return task.operationId();
  }

  @Test
  void forgetsWhatEndedLongAgo() {
    EntityId old = ended(1, "sw1");
    EntityId later = ended(5, "sw2");
    EntityId running = claimed(0, "sw3").operationId();
    EntityId waiting = accepted(9, "sw4").getFirst().operationId();
    assertThat(operations().unfinished()).containsExactlyInAnyOrder(running, waiting);
    assertThat(operations().forgettable(second(5))).extracting(Operation::id).containsExactly(old);
    assertThat(operations().forgettable(second(6)))
        .extracting(Operation::id)
        .containsExactly(old, later);
    assertThat(operations().forget(running, second(9))).isFalse();
    assertThat(operations().forget(later, second(5))).isFalse();
    assertThat(operations().forget(samples.id(), second(9))).isFalse();
    assertThat(operations().forget(old, second(5))).isTrue();
    assertThat(operations().forget(old, second(5))).isFalse();
    assertThat(operations().find(old)).isEmpty();
    assertThat(operations().tasks(old)).isEmpty();
    assertThat(operations().find(later)).isPresent();
  }

  @Test
  void remembersWhatHasAPackageHere() {
    EntityId id = ended(1, "sw1");
    StoredPackage sample = samples.stored("a.tgz", 1, Samples.digest(1), second(1));
    StoredPackage stored =
        catalog
            .packages()
            .add(
                new StoredPackage(
                    sample.id(),
                    id,
                    sample.taskId(),
                    sample.address(),
                    sample.fileName(),
                    sample.size(),
                    sample.digest(),
                    sample.storedAt(),
                    sample.platform(),
                    sample.hold()));
    assertThat(operations().forgettable(second(9))).isEmpty();
    assertThat(operations().forget(id, second(9))).isFalse();
    catalog.packages().remove(stored.id());
    assertThat(operations().forgettable(second(9))).extracting(Operation::id).containsExactly(id);
    assertThat(operations().forget(id, second(9))).isTrue();
  }
}
