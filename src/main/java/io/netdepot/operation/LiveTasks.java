package io.netdepot.operation;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Phase;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The tasks that are being worked on in this process. Thread-safe. */
public final class LiveTasks {
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final ConcurrentMap<EntityId, LiveTask> running = new ConcurrentHashMap<>();

  /**
   * How far tasks came in tries that ended without ending the task, so that no percentage falls.
   */
  private final ConcurrentMap<EntityId, Double> reached = new ConcurrentHashMap<>();

  private final LongAdder receivedInAll = new LongAdder();
  private final LongAdder sentInAll = new LongAdder();
  private volatile boolean stopping;

  /**
   * None yet.
   *
   * @param clock tells when something happened
   */
  public LiveTasks(InstantSource clock) {
    this(clock, System::nanoTime);
  }

  LiveTasks(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /** A try begins; when the service is stopping it is told so at once. */
  public LiveTask begin(EntityId taskId) {
    LiveTask live =
        new LiveTask(
            taskId,
            clock,
            nanos,
            reached.getOrDefault(taskId, 0.0),
            new LiveTask.Totals(receivedInAll, sentInAll));
    running.put(taskId, live);
    if (stopping) {
      live.abort(LiveTask.Abort.SERVICE_STOPS);
    }
    return live;
  }

  /** Bytes that came from switches since the service started. */
  public long receivedInAll() {
    return receivedInAll.sum();
  }

  /** Bytes of images that went to switches since the service started. */
  public long sentInAll() {
    return sentInAll.sum();
  }

  /** A try ended; {@code again} says that another one will follow. */
  public void end(LiveTask live, boolean again) {
    if (again && !live.aborted().equals(Optional.of(LiveTask.Abort.CANCELLED))) {
      reached.put(live.taskId(), live.percentage());
    } else {
      reached.remove(live.taskId());
    }
    running.remove(live.taskId(), live);
  }

  /** No further try will follow. */
  void forget(EntityId taskId) {
    reached.remove(taskId);
  }

  public Optional<LiveTask> find(EntityId taskId) {
    return Optional.ofNullable(running.get(taskId));
  }

  /** The tasks that are being worked on at this moment. */
  Map<EntityId, LiveTask> running() {
    return Map.copyOf(running);
  }

  public List<LiveTask> all() {
    return List.copyOf(running.values());
  }

  /**
   * Tells tasks to stop because the service does, those that begin from now on as well; they go on
   * at its next start.
   *
   * @param spareTransfers true leaves alone what may soon be done: fetching, checking, publishing,
   *     cleaning up
   */
  public void stopForRestart(boolean spareTransfers) {
    stopping = true;
    for (LiveTask task : all()) {
      if (!spareTransfers || task.phase().compareTo(Phase.FETCH) < 0) {
        task.abort(LiveTask.Abort.SERVICE_STOPS);
      }
    }
  }

  public int count() {
    return running.size();
  }

  double reached(EntityId taskId) {
    return find(taskId)
        .map(LiveTask::percentage)
        .orElseGet(() -> reached.getOrDefault(taskId, 0.0));
  }
}
