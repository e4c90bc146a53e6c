package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Operations and their tasks as they are recorded. Every call is one transaction and durable when
 * it returns. Thread-safe.
 *
 * <p>Only {@code operation.Operations} calls the methods that change something: it is the one place
 * that changes states.
 */
public interface OperationCatalog {

  /**
   * Records a new operation with its tasks, unless one of their switches is being collected by an
   * unfinished operation or one of their profiles is gone. The check and the record are one
   * transaction.
   */
  Accepted accept(Operation operation, List<Task> tasks);

  /**
   * As {@link #accept}, but switches that an unfinished operation is collecting are left out, and
   * the others recorded. When all of them are, nothing is, and the first one is given.
   */
  Accepted acceptFree(Operation operation, List<Task> tasks);

  Optional<Operation> find(EntityId id);

  /** What an operation does with its switches; empty when it collects, or is not there. */
  Optional<Order> order(EntityId id);

  /** As {@link #order}, without reading all of it. */
  OperationKind kind(EntityId id);

  /** The operations that have not ended and put this image onto switches, the oldest first. */
  List<EntityId> deliveriesOf(ImageId image);

  /** Those that collect, newest first, at most {@code limit}. */
  List<Operation> list(int limit);

  /**
   * A page of those that are wanted, newest first.
   *
   * @param after where the page before ended
   * @param limit the most of them
   */
  List<OperationSummary> list(OperationFilter filter, Optional<PageEnd> after, int limit);

  /** The operations that collect again what failed in this one, the oldest first. */
  List<EntityId> retries(EntityId operationId);

  /** The tasks of one operation, in the order of the request. */
  List<Task> tasks(EntityId operationId);

  /**
   * The tasks of several operations at once, each in the order of the request; an unknown id has no
   * entry.
   */
  Map<EntityId, List<Task>> tasks(List<EntityId> operationIds);

  Optional<Task> findTask(EntityId taskId);

  /** When what happened to the tasks of one operation, by their ids. */
  Map<EntityId, TaskTimes> times(EntityId operationId);

  /**
   * Takes up to {@code limit} pending tasks whose time has come, oldest first: they become
   * in-progress, their tries count one more, and so do their pending operations become in-progress.
   */
  List<Task> claim(int limit, Instant now);

  /** When the earliest pending task may begin; empty when there is none. */
  Optional<Instant> nextClaim();

  /** Notes what a try left on the switch; empty forgets it. */
  void leftOver(EntityId taskId, Optional<String> path);

  /**
   * Notes what the work on a switch has to know again in its next try, in place of what was noted
   * before.
   *
   * @param note a JSON object
   */
  void note(EntityId taskId, String note);

  /** What was noted for a task, if anything was. */
  Optional<String> note(EntityId taskId);

  /**
   * What was noted, by the ids of the tasks of an operation; a task without a note has no entry.
   */
  Map<EntityId, String> notes(EntityId operationId);

  /** Notes what the last try of a task spent its time on, in place of what was noted before. */
  void phases(EntityId taskId, List<PhaseTime> phases);

  /** Ends an in-progress task as completed. False when it is not in progress any more. */
  boolean complete(EntityId taskId, EntityId packageId, Instant now);

  /**
   * Ends an in-progress task that brings no package as completed. False when it is not in progress
   * any more.
   */
  boolean done(EntityId taskId, Instant now);

  /** Ends a task that is not terminal as failed. False when it is terminal already. */
  boolean fail(EntityId taskId, Failure failure, Instant now);

  /** Ends a task that is not terminal as cancelled. False when it is terminal already. */
  boolean cancel(EntityId taskId, String details, Instant now);

  /**
   * Puts an in-progress task back to pending. False when it is not in progress any more.
   *
   * @param countTry false when the try shall not count, as after a graceful stop
   */
  boolean putBack(
      EntityId taskId, Optional<Failure> failure, Instant notBefore, boolean countTry, Instant now);

  /** Replaces the details of a task, terminal or not. */
  void details(EntityId taskId, String details, Instant now);

  /** Ends an operation whose tasks all ended. False when it is terminal already. */
  boolean finish(
      EntityId operationId, OperationState state, String error, String details, Instant now);

  /** Tasks that are in progress: at start, those that a killed service left. */
  List<Task> inProgress();

  /** Unfinished tasks that only ask the devices at these addresses what they have. */
  List<Task> looks(List<SwitchAddress> addresses);

  /** Operations that are not terminal though all of their tasks are. */
  List<EntityId> toFinish();

  /** Operations that have not ended. */
  Set<EntityId> unfinished();

  /**
   * Operations that ended before, and of which no package is here any more; the oldest first.
   *
   * @param endedBefore what was changed later is not among them
   */
  List<Operation> forgettable(Instant endedBefore);

  /**
   * Removes an operation with its tasks, if it ended before and no package of it is here.
   *
   * @return false, and nothing removed, otherwise
   */
  boolean forget(EntityId operationId, Instant endedBefore);

  /** How many operations there are in each state; a state without any may be missing. */
  Map<OperationState, Long> countByState();

  /** How {@link #accept} ended. */
  sealed interface Accepted {
    /**
     * Recorded.
     *
     * @param leftOut the switches that were not, because they are being collected
     */
    record Done(List<SwitchBusy> leftOut) implements Accepted {
      public Done {
        leftOut = List.copyOf(leftOut);
      }

      /** All of it. */
      public Done() {
        this(List.of());
      }
    }

    /**
     * A switch is being collected by another operation that is not terminal. Nothing was recorded.
     */
    record SwitchBusy(SwitchAddress address, EntityId operationId) implements Accepted {}

    /** A profile does not exist. Nothing was recorded. */
    record ProfileMissing(EntityId profileId) implements Accepted {}
  }
}
