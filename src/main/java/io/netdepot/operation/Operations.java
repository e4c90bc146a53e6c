package io.netdepot.operation;

import io.netdepot.catalog.ActionOrder;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.DeliveryOrder;
import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationCatalog;
import io.netdepot.catalog.OperationCatalog.Accepted;
import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Order;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.Task;
import io.netdepot.config.Durations;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that changes the state of an operation or of a task. Every change is durable when
 * the call returns, and is one log line with the ids and the address. Thread-safe.
 */
public final class Operations {
  private static final Logger log = LoggerFactory.getLogger(Operations.class);

  private final Catalog catalog;
  private final OperationCatalog recorded;
  private final RecordedOrders orders;
  private final EntityIdSource ids;
  private final InstantSource clock;
  private final LiveTasks live;
  private final OperationViews views;
  private final WorkSignal work;
  private final OperationListener listener;

  public Operations(
      Catalog catalog,
      EntityIdSource ids,
      InstantSource clock,
      LiveTasks live,
      WorkSignal work,
      OperationListener listener) {
    this.catalog = catalog;
    this.recorded = catalog.operations();
    this.orders = new RecordedOrders(recorded);
    this.ids = ids;
    this.clock = clock;
    this.live = live;
    this.views = new OperationViews(catalog, live);
    this.work = work;
    this.listener = listener;
  }

  /** Records a request before anything is done for it, so that it survives whatever comes. */
  public Submitted submit(CollectRequest request) {
    endLooks(request);
    EntityId operationId = ids.next();
    Instant now = now();
    List<Task> tasks = tasks(operationId, request, now, Duration.ZERO);
    return switch (recorded.accept(request.operation(operationId, now), tasks)) {
      case Accepted.Done done -> {
        log.info("Operation {} accepted: {} switches", operationId, tasks.size());
        work.ring();
        yield new Submitted.Accepted(operationId);
      }
      case Accepted.SwitchBusy(var address, var busy) -> new Submitted.SwitchBusy(address, busy);
      case Accepted.ProfileMissing(var missing) -> new Submitted.ProfileMissing(missing);
    };
  }

  /**
   * As {@link #submit}, but leaves out the switches that are being collected, and begins the others
   * one after the other.
   *
   * @param operationId of the operation that this makes
   * @param spacing how long after one switch the next may begin
   */
  public SubmittedFree submitFree(EntityId operationId, CollectRequest request, Duration spacing) {
    endLooks(request);
    Instant now = now();
    List<Task> tasks = tasks(operationId, request, now, spacing);
    return switch (recorded.acceptFree(request.operation(operationId, now), tasks)) {
      case Accepted.Done(var leftOut) -> {
        int taken = tasks.size() - leftOut.size();
        log.info(
            "Operation {} accepted: {} switches, {} left out", operationId, taken, leftOut.size());
        work.ring();
        yield new SubmittedFree.Accepted(
            taken,
            leftOut.stream()
                .map(busy -> new Submitted.SwitchBusy(busy.address(), busy.operationId()))
                .toList());
      }
      case Accepted.SwitchBusy(var address, var busy) ->
          new SubmittedFree.AllBusy(new Submitted.SwitchBusy(address, busy));
      case Accepted.ProfileMissing(var missing) -> new SubmittedFree.ProfileMissing(missing);
    };
  }

  // Who only asks what a device has gives way to whoever comes to do something with it.
  private void endLooks(CollectRequest request) {
    if (isLook(request.order())) {
      return;
    }
    List<Task> looks =
        recorded.looks(request.switches().stream().map(SwitchChoice::address).toList());
    looks.stream()
        .flatMap(task -> tell(task).stream())
        .forEach(told -> cancelled(told.task(), told.phase()));
    if (!looks.isEmpty()) {
      work.ring();
    }
  }

  private static boolean isLook(Optional<Order> order) {
    return order
        .filter(ActionOrder.class::isInstance)
        .map(ActionOrder.class::cast)
        .filter(one -> one.action() == ActionOrder.Action.LOOK)
        .isPresent();
  }

  private List<Task> tasks(
      EntityId operationId, CollectRequest request, Instant now, Duration spacing) {
    EntityId login =
        request
            .profileId()
            .or(() -> catalog.profiles().findDefault().map(Profile::id))
            .orElseThrow(() -> new IllegalStateException("There is no default profile"));
    return request.tasks(operationId, ids, login, now, spacing);
  }

  /** The operations as they stand, to be read. */
  public OperationViews views() {
    return views;
  }

  /**
   * Stops everything an operation still does; the connections to its switches are closed when this
   * returns.
   */
  public CancelAnswer cancel(EntityId id) {
    Optional<Operation> operation = recorded.find(id);
    if (operation.isEmpty()) {
      return CancelAnswer.NOT_FOUND;
    }
    if (operation.get().state().isTerminal()) {
      return CancelAnswer.ENDED;
    }
    // All are told before any is recorded, which takes its time: the last switch stops with the
    // first.
    List<Told> told =
        recorded.tasks(id).stream()
            .filter(task -> !task.state().isTerminal())
            .flatMap(task -> tell(task).stream())
            .toList();
    told.forEach(one -> cancelled(one.task(), one.phase()));
    work.ring();
    // Its last switch may have ended in this moment or just before; the operation follows it.
    if (recorded.tasks(id).stream().noneMatch(Operations::isBeingStopped)) {
      return CancelAnswer.ENDED;
    }
    log.info("Operation {} is being cancelled", id);
    return CancelAnswer.CANCELLING;
  }

  private static boolean isBeingStopped(Task task) {
    return !task.state().isTerminal() || task.state() == OperationState.CANCELLED;
  }

  /** A task that will end without a package, and what was being done for it. */
  private record Told(Task task, Phase phase) {}

  private Optional<Told> tell(Task task) {
    Optional<LiveTask> running = live.find(task.id());
    if (running.isEmpty()) {
      return Optional.of(new Told(task, Phase.WAITING));
    }
    Phase phase = running.get().phase();
    if (running.get().abortUnlessPublishing(LiveTask.Abort.CANCELLED)) {
      return Optional.of(new Told(task, phase));
    }
    // Its package is kept: end what is left of the work, and let the task complete. Should
    // publishing fail, the work records that it was cancelled.
    running.get().abort(LiveTask.Abort.CANCELLED);
    return Optional.empty();
  }

  /**
   * A task that was told to stop has ended without a package, unless that is recorded already.
   *
   * @param phase what was being done
   */
  public void cancelled(Task task, Phase phase) {
    // Asked again: the path is noted while the task runs.
    Task latest = recorded.findTask(task.id()).orElse(task);
    notePhases(task);
    if (recorded.cancel(task.id(), remains(phase, latest), now())) {
      live.forget(task.id());
      // It may have been taken to work between the look and the record.
      live.find(task.id()).ifPresent(begun -> begun.abort(LiveTask.Abort.CANCELLED));
      log.info("Operation {} switch {}: cancelled", task.operationId(), task.address());
      listener.switchEnded(kind(task), OperationState.CANCELLED, Optional.empty());
    }
  }

  private String remains(Phase phase, Task task) {
    return switch (kind(task)) {
      case COLLECTION -> Remains.after(phase, task);
      case DELIVERY -> Remains.afterDelivering(phase, task);
      case ACTION ->
          isLook(orders.of(task.operationId()))
              ? Remains.UNCHANGED
              : Remains.afterActing(phase, task);
    };
  }

  /** What is to be put onto the switch of a task; empty when something else is done with it. */
  public Optional<DeliveryOrder> delivery(Task task) {
    return orders
        .of(task.operationId())
        .filter(DeliveryOrder.class::isInstance)
        .map(DeliveryOrder.class::cast);
  }

  /** What is to be done to the software of the device of a task, when that is. */
  public Optional<ActionOrder> action(Task task) {
    return orders
        .of(task.operationId())
        .filter(ActionOrder.class::isInstance)
        .map(ActionOrder.class::cast);
  }

  /** What is done with the switch of a task. */
  public OperationKind kind(Task task) {
    return recorded.kind(task.operationId());
  }

  /** Takes up to {@code limit} tasks to be worked on now. */
  public List<Task> claim(int limit) {
    Instant now = now();
    List<Task> claimed = recorded.claim(limit, now);
    claimed.forEach(task -> listener.switchTaken(Duration.between(task.notBefore(), now)));
    return claimed;
  }

  /**
   * Whether the try of a claimed task is still to be worked on. Asked once its {@link LiveTask} is
   * there: a cancel before that had nobody to tell.
   */
  public boolean isWanted(Task claimed) {
    return recorded
        .findTask(claimed.id())
        .filter(task -> task.state() == OperationState.IN_PROGRESS)
        .filter(task -> task.tries() == claimed.tries())
        .isPresent();
  }

  /** How long until a waiting task may begin; empty when none waits. */
  public Optional<Duration> untilNextClaim() {
    return recorded.nextClaim().map(at -> Duration.between(now(), at));
  }

  /** Notes where on the switch a package lies that a later try need not generate again. */
  public void leftOver(EntityId taskId, Optional<String> path) {
    recorded.leftOver(taskId, path);
  }

  /** Notes what the work on a switch has to know again in its next try, a JSON object. */
  public void note(EntityId taskId, String note) {
    recorded.note(taskId, note);
  }

  /** What was noted for a task, if anything was. */
  public Optional<String> note(EntityId taskId) {
    return recorded.note(taskId);
  }

  /** What was noted, by the ids of the tasks of an operation; not all have an entry. */
  public Map<EntityId, String> notes(EntityId operationId) {
    return recorded.notes(operationId);
  }

  /** What a task without a package is to do is done; it ends well. */
  public void done(Task task, String details) {
    if (!details.isEmpty()) {
      recorded.details(task.id(), details, now());
    }
    notePhases(task);
    if (recorded.done(task.id(), now())) {
      log.info("Operation {} switch {}: completed", task.operationId(), task.address());
      listener.switchEnded(kind(task), OperationState.COMPLETED, Optional.empty());
    }
  }

  /** The package is kept; the task ends well. */
  public void complete(Task task, EntityId packageId, String details) {
    if (!details.isEmpty()) {
      recorded.details(task.id(), details, now());
    }
    notePhases(task);
    if (recorded.complete(task.id(), packageId, now())) {
      log.info(
          "Operation {} switch {}: completed, package {}",
          task.operationId(),
          task.address(),
          packageId);
      listener.switchEnded(kind(task), OperationState.COMPLETED, Optional.empty());
    }
  }

  /** The task ends as failed, for good; the failure says so when a package stays on the switch. */
  public void fail(Task task, Failure why) {
    Failure failure =
        recorded
            .findTask(task.id())
            .flatMap(Task::leftOver)
            .map(path -> Remains.with(why, path))
            .orElse(why);
    notePhases(task);
    if (recorded.fail(task.id(), failure, now())) {
      log.warn(
          "Operation {} switch {}: failed, {} ({}): {}",
          task.operationId(),
          task.address(),
          failure.reason().code(),
          failure.phase().word(),
          failure.details());
      listener.switchEnded(kind(task), OperationState.FAILED, Optional.of(failure.reason()));
    }
  }

  /** Puts the task back for another try; false when it has ended meanwhile, as by a cancel. */
  public boolean retryLater(Task task, Failure failure, Duration delay) {
    notePhases(task);
    boolean again =
        recorded.putBack(task.id(), Optional.of(failure), now().plus(delay), true, now());
    if (again) {
      listener.tryFailed(kind(task), failure.reason());
      log.warn(
          "Operation {} switch {}: try {} failed, {} ({}): {}; next try in {}",
          task.operationId(),
          task.address(),
          task.tries(),
          failure.reason().code(),
          failure.phase().word(),
          failure.details(),
          Durations.about(delay));
      work.ring();
    }
    return again;
  }

  /**
   * Nothing is wrong with the switch, but it needs its time: the task is put back, its try does not
   * count. False when it has ended meanwhile, as by a cancel.
   *
   * @param why what it is waited for
   */
  public boolean waitFor(Task task, Failure why, Duration delay) {
    notePhases(task);
    boolean again = recorded.putBack(task.id(), Optional.of(why), now().plus(delay), false, now());
    if (again) {
      log.debug(
          "Operation {} switch {}: {}; looked at again in {}",
          task.operationId(),
          task.address(),
          why.details(),
          Durations.about(delay));
      work.ring();
    }
    return again;
  }

  /**
   * The service stops gracefully: the try does not count, and the task goes on at the next start.
   */
  public void putBackUntilRestart(Task task) {
    notePhases(task);
    if (recorded.putBack(task.id(), Optional.empty(), now(), false, now())) {
      log.info(
          "Operation {} switch {}: put back, the service is stopping",
          task.operationId(),
          task.address());
    }
  }

  // Before the end, so that whoever sees the end sees them too.
  private void notePhases(Task task) {
    live.find(task.id())
        .map(LiveTask::phases)
        .ifPresent(
            phases -> {
              recorded.phases(task.id(), phases);
              phases.forEach(phase -> listener.phaseEnded(phase.phase(), phase.spent()));
            });
  }

  /** How the switches of an operation ended; empty unless all have, and the operation has not. */
  public Optional<Outcomes> outcomes(EntityId operationId) {
    return ripe(operationId)
        .map(ripe -> Outcomes.of(operationId, ripe.operation().kind(), ripe.tasks()));
  }

  /**
   * Ends an operation, all of whose tasks have ended.
   *
   * @param verdict {@code completed}, {@code cancelled}, or the short code of a failure
   * @return the operation when this call ended it
   * @throws IllegalArgumentException when the verdict is none of them
   */
  public Optional<OperationView> end(EntityId operationId, String verdict) {
    return ripe(operationId)
        .flatMap(
            ripe ->
                finish(operationId, Verdict.of(verdict, ripe.operation().kind(), ripe.tasks())));
  }

  /**
   * Ends an operation as is usual, when all of its tasks have ended.
   *
   * @return the operation when this call ended it
   */
  public Optional<OperationView> fold(EntityId operationId) {
    return outcomes(operationId).flatMap(outcomes -> end(operationId, Verdict.usual(outcomes)));
  }

  /** An operation that is to be ended. */
  private record Ripe(Operation operation, List<Task> tasks) {}

  private Optional<Ripe> ripe(EntityId operationId) {
    return recorded
        .find(operationId)
        .filter(one -> !one.state().isTerminal())
        .map(one -> new Ripe(one, recorded.tasks(operationId)))
        .filter(ripe -> !ripe.tasks().isEmpty())
        .filter(ripe -> ripe.tasks().stream().allMatch(task -> task.state().isTerminal()));
  }

  private Optional<OperationView> finish(EntityId operationId, Verdict verdict) {
    if (!recorded.finish(operationId, verdict.state(), verdict.error(), verdict.details(), now())) {
      return Optional.empty();
    }
    Optional<OperationView> ended = views.find(operationId);
    ended.ifPresent(
        view -> listener.operationEnded(view.operation().kind(), view.operation().state()));
    log.info("Operation {}: {} {}", operationId, verdict.state().word(), verdict.details());
    return ended;
  }

  /** Operations whose tasks all ended while nobody was there to end the operation. */
  public List<EntityId> toFold() {
    return recorded.toFinish();
  }

  /** Tasks that are in progress as recorded; at start, those that a killed service left. */
  public List<Task> inProgress() {
    return recorded.inProgress();
  }

  /** Operations that have not ended. */
  public Set<EntityId> unfinished() {
    return recorded.unfinished();
  }

  /**
   * Operations that ended before, and of which no package is here any more; the oldest first.
   *
   * @param endedBefore what was changed later is not among them
   */
  public List<Operation> forgettable(Instant endedBefore) {
    return recorded.forgettable(endedBefore);
  }

  /** Removes such an operation with its tasks; false when it is none, or none any more. */
  public boolean forget(EntityId operationId, Instant endedBefore) {
    boolean forgotten = recorded.forget(operationId, endedBefore);
    if (forgotten) {
      log.info("Operation {} forgotten", operationId);
    }
    return forgotten;
  }

  // Milliseconds are what the catalog and the wire keep.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
