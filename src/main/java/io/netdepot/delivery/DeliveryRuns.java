package io.netdepot.delivery;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The tries of deliveries that run now, for the steps to find theirs. Thread-safe. */
public final class DeliveryRuns {
  private final ConcurrentMap<EntityId, DeliveryRun> running = new ConcurrentHashMap<>();

  void add(DeliveryRun run) {
    running.put(run.task().id(), run);
  }

  void remove(DeliveryRun run) {
    running.remove(run.task().id(), run);
  }

  DeliveryRun of(SwitchTask task) {
    DeliveryRun run = running.get(task.taskId());
    if (run == null) {
      throw new IllegalStateException("Task " + task.taskId() + " delivers nothing");
    }
    return run;
  }
}
