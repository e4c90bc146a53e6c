package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operations and tasks of an {@link InMemoryCatalog}. */
final class InMemoryOperations implements OperationCatalog {
  private final InMemoryCatalog catalog;
  private final Map<EntityId, Operation> operations = new TreeMap<>();
  private final Map<EntityId, Task> tasks = new TreeMap<>();
  private final Map<EntityId, String> notes = new TreeMap<>();
  private final Map<EntityId, TaskTimes> times = new HashMap<>();

  InMemoryOperations(InMemoryCatalog catalog) {
    this.catalog = catalog;
  }

  boolean uses(EntityId profileId) {
    return unfinishedTasks().anyMatch(task -> task.profileId().equals(profileId));
  }

  private Stream<Task> unfinishedTasks() {
    return tasks.values().stream().filter(task -> !task.state().isTerminal());
  }

  private Operation operation(EntityId id) {
    return Optional.ofNullable(operations.get(id)).orElseThrow();
  }

  @Override
  public Accepted accept(Operation operation, List<Task> wanted) {
    return catalog.call(
        () ->
            missing(wanted)
                .or(() -> busy(wanted).stream().findFirst().map(Accepted.class::cast))
                .orElseGet(() -> record(operation, wanted, List.of())));
  }

  @Override
  public Accepted acceptFree(Operation operation, List<Task> wanted) {
    return catalog.call(
        () -> {
          List<Accepted.SwitchBusy> busy = busy(wanted);
          Set<SwitchAddress> leftOut =
              busy.stream().map(Accepted.SwitchBusy::address).collect(Collectors.toSet());
          List<Task> free =
              wanted.stream().filter(task -> !leftOut.contains(task.address())).toList();
          return missing(wanted)
              .orElseGet(
                  () ->
                      free.isEmpty() && !busy.isEmpty()
                          ? busy.getFirst()
                          : record(operation, free, busy));
        });
  }

  private Optional<Accepted> missing(List<Task> wanted) {
    return wanted.stream()
        .map(Task::profileId)
        .filter(id -> !catalog.knows(id))
        .findFirst()
        .map(Accepted.ProfileMissing::new);
  }

  private List<Accepted.SwitchBusy> busy(List<Task> wanted) {
    return wanted.stream()
        .flatMap(
            task ->
                unfinishedTasks()
                    .filter(other -> other.address().equals(task.address()))
                    .filter(other -> !operation(other.operationId()).state().isTerminal())
                    .min(Comparator.comparing(Task::operationId))
                    .map(other -> new Accepted.SwitchBusy(task.address(), other.operationId()))
                    .stream())
        .toList();
  }

  private Accepted record(
      Operation operation, List<Task> taken, List<Accepted.SwitchBusy> leftOut) {
    if (operations.containsKey(operation.id())
        || taken.stream().anyMatch(task -> tasks.containsKey(task.id()))) {
      throw new CatalogFailure(CatalogFailure.Kind.OTHER, "Refused", null);
    }
    operations.put(operation.id(), operation);
    taken.forEach(task -> tasks.put(task.id(), task));
    taken.forEach(task -> times.put(task.id(), TaskTimes.NONE));
    return new Accepted.Done(leftOut);
  }

  @Override
  public Optional<Operation> find(EntityId id) {
    return catalog.call(() -> Optional.ofNullable(operations.get(id)));
  }

  @Override
  public Optional<Order> order(EntityId id) {
    return catalog.call(() -> Optional.ofNullable(operations.get(id)).flatMap(Operation::order));
  }

  @Override
  public OperationKind kind(EntityId id) {
    return catalog.call(
        () ->
            Optional.ofNullable(operations.get(id))
                .map(Operation::kind)
                .orElse(OperationKind.COLLECTION));
  }

  @Override
  public List<EntityId> deliveriesOf(ImageId image) {
    return catalog.call(
        () ->
            newest()
                .filter(one -> !one.state().isTerminal())
                .filter(one -> Samples.images(one).anyMatch(image::equals))
                .map(Operation::id)
                .toList()
                .reversed());
  }

  @Override
  public List<Operation> list(int limit) {
    return catalog.call(
        () -> newest().filter(one -> one.order().isEmpty()).limit(Math.max(limit, 0)).toList());
  }

  private Stream<Operation> newest() {
    return operations.values().stream()
        .sorted(Comparator.comparing(Operation::createdAt).thenComparing(Operation::id).reversed());
  }

  @Override
  public List<OperationSummary> list(OperationFilter filter, Optional<PageEnd> after, int limit) {
    return catalog.call(() -> newest().toList()).stream()
        .filter(one -> filter.state().map(one.state()::equals).orElse(true))
        .filter(one -> filter.address().map(address -> has(one, address)).orElse(true))
        .filter(one -> filter.from().map(from -> !one.createdAt().isBefore(from)).orElse(true))
        .filter(one -> filter.to().map(to -> one.createdAt().isBefore(to)).orElse(true))
        .filter(one -> filter.kind().map(one.kind()::equals).orElse(true))
        .filter(one -> after.map(end -> isBelow(one, end)).orElse(true))
        .limit(Math.max(limit, 0))
        .map(one -> OperationSummary.of(one, countByState(one.id())))
        .toList();
  }

  private Map<OperationState, Integer> countByState(EntityId operationId) {
    return tasks(operationId).stream()
        .collect(Collectors.groupingBy(Task::state, Collectors.summingInt(task -> 1)));
  }

  private boolean has(Operation operation, SwitchAddress address) {
    return tasks(operation.id()).stream().anyMatch(task -> task.address().equals(address));
  }

  private static boolean isBelow(Operation operation, PageEnd end) {
    int byTime = operation.createdAt().compareTo(end.at());
    return byTime < 0 || (byTime == 0 && operation.id().compareTo(end.id()) < 0);
  }

  @Override
  public List<EntityId> retries(EntityId operationId) {
    return catalog.call(() -> newest().toList()).reversed().stream()
        .filter(one -> one.retryOf().equals(Optional.of(operationId)))
        .map(Operation::id)
        .toList();
  }

  @Override
  public Map<EntityId, TaskTimes> times(EntityId operationId) {
    return catalog.call(
        () ->
            tasks.values().stream()
                .filter(task -> task.operationId().equals(operationId))
                .collect(Collectors.toMap(Task::id, task -> timesOf(task.id()))));
  }

  private TaskTimes timesOf(EntityId taskId) {
    return Optional.ofNullable(times.get(taskId)).orElse(TaskTimes.NONE);
  }

  @Override
  public void phases(EntityId taskId, List<PhaseTime> phases) {
    catalog.call(
        () ->
            times.computeIfPresent(
                taskId,
                (id, one) ->
                    new TaskTimes(one.begunAt(), one.tryBegunAt(), one.endedAt(), phases)));
  }

  /** The newest task of each switch; within a call. */
  Map<SwitchAddress, Task> newestBySwitch() {
    Map<SwitchAddress, Task> newest = new HashMap<>();
    for (Task task : tasks.values()) {
      newest.merge(
          task.address(),
          task,
          (one, other) ->
              one.operationId().value().compareTo(other.operationId().value()) >= 0 ? one : other);
    }
    return newest;
  }

  /** When a task ended; within a call. */
  Optional<Instant> endedAt(Task task) {
    return Optional.ofNullable(times.get(task.id())).flatMap(TaskTimes::endedAt);
  }

  @Override
  public List<Task> tasks(EntityId operationId) {
    return catalog.call(
        () ->
            tasks.values().stream()
                .filter(task -> task.operationId().equals(operationId))
                .sorted(Comparator.comparing(Task::position))
                .toList());
  }

  @Override
  public Map<EntityId, List<Task>> tasks(List<EntityId> operationIds) {
    Map<EntityId, List<Task>> found = new LinkedHashMap<>();
    for (EntityId id : operationIds) {
      List<Task> ofOne = tasks(id);
      if (!ofOne.isEmpty()) {
        found.put(id, ofOne);
      }
    }
    return found;
  }

  @Override
  public Optional<Task> findTask(EntityId taskId) {
    return catalog.call(() -> Optional.ofNullable(tasks.get(taskId)));
  }

  @Override
  public List<Task> claim(int limit, Instant now) {
    return catalog.call(
        () -> {
          List<Task> due =
              tasks.values().stream()
                  .filter(task -> task.state() == OperationState.PENDING)
                  .filter(task -> !task.notBefore().isAfter(now))
                  .sorted(Comparator.comparing(Task::notBefore).thenComparing(Task::id))
                  .limit(Math.max(limit, 0))
                  .toList();
          List<Task> claimed = new ArrayList<>();
          for (Task task : due) {
            TaskCopy copy = new TaskCopy(task);
            copy.state = OperationState.IN_PROGRESS;
            copy.tries++;
            tasks.put(task.id(), copy.task());
            times.put(
                task.id(),
                new TaskTimes(
                    timesOf(task.id()).begunAt().or(() -> Optional.of(now)),
                    Optional.of(now),
                    Optional.empty(),
                    List.of()));
            claimed.add(copy.task());
            Operation operation = operation(task.operationId());
            touch(
                operation,
                operation.state() == OperationState.PENDING
                    ? OperationState.IN_PROGRESS
                    : operation.state(),
                now);
          }
          return List.copyOf(claimed);
        });
  }

  private void touch(Operation old, OperationState state, Instant now) {
    operations.put(
        old.id(),
        new Operation(
            old.id(),
            old.createdAt(),
            old.updatedAt().isAfter(now) ? old.updatedAt() : now,
            state,
            old.request(),
            old.error(),
            old.details(),
            old.endedAt(),
            old.retryOf(),
            old.order()));
  }

  private boolean change(
      EntityId taskId,
      Predicate<OperationState> when,
      Optional<Instant> now,
      UnaryOperator<TaskCopy> how) {
    return catalog.call(
        () -> {
          Task task = tasks.get(taskId);
          if (task == null || !when.test(task.state())) {
            return false;
          }
          Task changed = how.apply(new TaskCopy(task)).task();
          tasks.put(taskId, changed);
          if (changed.state().isTerminal() && !task.state().isTerminal()) {
            TaskTimes one = timesOf(taskId);
            times.put(taskId, new TaskTimes(one.begunAt(), one.tryBegunAt(), now, one.phases()));
          }
          Operation operation = operation(task.operationId());
          now.ifPresent(time -> touch(operation, operation.state(), time));
          return true;
        });
  }

  @Override
  public Optional<Instant> nextClaim() {
    return catalog.call(
        () ->
            tasks.values().stream()
                .filter(task -> task.state() == OperationState.PENDING)
                .map(Task::notBefore)
                .min(Comparator.naturalOrder()));
  }

  @Override
  public void leftOver(EntityId taskId, Optional<String> path) {
    change(
        taskId,
        state -> true,
        Optional.empty(),
        copy -> {
          copy.leftOver = path;
          return copy;
        });
  }

  @Override
  public void note(EntityId taskId, String note) {
    catalog.call(() -> tasks.containsKey(taskId) ? notes.put(taskId, note) : note);
  }

  @Override
  public Optional<String> note(EntityId taskId) {
    return catalog.call(
        () -> Optional.ofNullable(tasks.get(taskId)).map(task -> notes.get(task.id())));
  }

  @Override
  public Map<EntityId, String> notes(EntityId operationId) {
    return catalog.call(
        () ->
            tasks.values().stream()
                .filter(task -> task.operationId().equals(operationId))
                .filter(task -> notes.containsKey(task.id()))
                .collect(
                    Collectors.toMap(
                        Task::id, task -> Objects.requireNonNull(notes.get(task.id())))));
  }

  @Override
  public boolean done(EntityId taskId, Instant now) {
    return change(
        taskId,
        state -> state == OperationState.IN_PROGRESS,
        Optional.of(now),
        copy -> {
          copy.state = OperationState.COMPLETED;
          copy.packageId = Optional.empty();
          copy.failure = Optional.empty();
          return copy;
        });
  }

  @Override
  public boolean complete(EntityId taskId, EntityId packageId, Instant now) {
    return change(
        taskId,
        state -> state == OperationState.IN_PROGRESS,
        Optional.of(now),
        copy -> {
          copy.state = OperationState.COMPLETED;
          copy.packageId = Optional.of(packageId);
          copy.failure = Optional.empty();
          return copy;
        });
  }

  @Override
  public boolean fail(EntityId taskId, Failure failure, Instant now) {
    return change(
        taskId,
        state -> !state.isTerminal(),
        Optional.of(now),
        copy -> {
          copy.state = OperationState.FAILED;
          copy.failure = Optional.of(failure);
          return copy;
        });
  }

  @Override
  public boolean cancel(EntityId taskId, String details, Instant now) {
    return change(
        taskId,
        state -> !state.isTerminal(),
        Optional.of(now),
        copy -> {
          copy.state = OperationState.CANCELLED;
          copy.details = details;
          return copy;
        });
  }

  @Override
  public boolean putBack(
      EntityId taskId,
      Optional<Failure> failure,
      Instant notBefore,
      boolean countTry,
      Instant now) {
    return change(
        taskId,
        state -> state == OperationState.IN_PROGRESS,
        Optional.of(now),
        copy -> {
          copy.state = OperationState.PENDING;
          copy.failure = failure;
          copy.notBefore = notBefore;
          copy.tries -= countTry ? 0 : 1;
          return copy;
        });
  }

  @Override
  public void details(EntityId taskId, String details, Instant now) {
    change(
        taskId,
        state -> true,
        Optional.of(now),
        copy -> {
          copy.details = details;
          return copy;
        });
  }

  @Override
  public boolean finish(
      EntityId operationId, OperationState state, String error, String details, Instant now) {
    return catalog.call(
        () -> {
          Operation old = operations.get(operationId);
          if (old == null || old.state().isTerminal()) {
            return false;
          }
          touch(
              new Operation(
                  old.id(),
                  old.createdAt(),
                  old.updatedAt(),
                  old.state(),
                  old.request(),
                  error,
                  details,
                  Optional.of(now),
                  old.retryOf(),
                  old.order()),
              state,
              now);
          catalog.operationEnded(operationId, state, now);
          return true;
        });
  }

  @Override
  public List<Task> inProgress() {
    return catalog.call(
        () ->
            tasks.values().stream()
                .filter(task -> task.state() == OperationState.IN_PROGRESS)
                .toList());
  }

  @Override
  public List<Task> looks(List<SwitchAddress> addresses) {
    return catalog.call(
        () ->
            unfinishedTasks()
                .filter(task -> addresses.contains(task.address()))
                .filter(
                    task ->
                        operation(task.operationId())
                            .action()
                            .filter(order -> order.action() == ActionOrder.Action.LOOK)
                            .isPresent())
                .toList());
  }

  @Override
  public List<EntityId> toFinish() {
    return catalog.call(
        () ->
            operations.values().stream()
                .filter(operation -> !operation.state().isTerminal())
                .map(Operation::id)
                .filter(id -> unfinishedTasks().noneMatch(task -> task.operationId().equals(id)))
                .toList());
  }

  @Override
  public Set<EntityId> unfinished() {
    return catalog.call(
        () ->
            operations.values().stream()
                .filter(operation -> !operation.state().isTerminal())
                .map(Operation::id)
                .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public List<Operation> forgettable(Instant endedBefore) {
    return catalog.call(
        () ->
            operations.values().stream()
                .filter(operation -> isForgettable(operation, endedBefore))
                .sorted(Comparator.comparing(Operation::updatedAt).thenComparing(Operation::id))
                .toList());
  }

  private boolean isForgettable(Operation operation, Instant endedBefore) {
    return operation.state().isTerminal()
        && operation.updatedAt().isBefore(endedBefore)
        && catalog.packages().list().stream()
            .noneMatch(stored -> stored.operationId().equals(operation.id()));
  }

  @Override
  public boolean forget(EntityId operationId, Instant endedBefore) {
    return catalog.call(
        () -> {
          Operation known = operations.get(operationId);
          if (known == null || !isForgettable(known, endedBefore)) {
            return false;
          }
          operations.remove(operationId);
          tasks.values().removeIf(task -> task.operationId().equals(operationId));
          return true;
        });
  }

  @Override
  public Map<OperationState, Long> countByState() {
    return catalog.call(
        () ->
            operations.values().stream()
                .collect(Collectors.groupingBy(Operation::state, Collectors.counting())));
  }

  /** A task being changed. */
  private static final class TaskCopy {
    private final Task old;
    private OperationState state;
    private int tries;
    private Instant notBefore;
    private Optional<String> leftOver;
    private Optional<Failure> failure;
    private Optional<EntityId> packageId;
    private String details;

    TaskCopy(Task old) {
      this.old = old;
      this.state = old.state();
      this.tries = old.tries();
      this.notBefore = old.notBefore();
      this.leftOver = old.leftOver();
      this.failure = old.failure();
      this.packageId = old.packageId();
      this.details = old.details();
    }

    Task task() {
      return new Task(
          old.id(),
          old.operationId(),
          old.position(),
          old.address(),
          old.profileId(),
          state,
          tries,
          notBefore,
          leftOver,
          failure,
          packageId,
          details);
    }
  }
}
