package io.netdepot.devices;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The tries of actions that run now, for the steps to find theirs. Thread-safe. */
public final class DeviceRuns {
  private final ConcurrentMap<EntityId, DeviceRun> running = new ConcurrentHashMap<>();

  void add(DeviceRun run) {
    running.put(run.task().id(), run);
  }

  void remove(DeviceRun run) {
    running.remove(run.task().id(), run);
  }

  DeviceRun of(SwitchTask task) {
    DeviceRun run = running.get(task.taskId());
    if (run == null) {
      throw new IllegalStateException("Task " + task.taskId() + " is no action on a device");
    }
    return run;
  }
}
