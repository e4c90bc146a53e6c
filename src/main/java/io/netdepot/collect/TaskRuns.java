package io.netdepot.collect;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The tries that run now, for the steps to find theirs. Thread-safe. */
public final class TaskRuns {
  private final ConcurrentMap<EntityId, TaskRun> running = new ConcurrentHashMap<>();

  void add(TaskRun run) {
    running.put(run.task().id(), run);
  }

  void remove(TaskRun run) {
    running.remove(run.task().id(), run);
  }

  TaskRun of(SwitchTask task) {
    TaskRun run = running.get(task.taskId());
    if (run == null) {
      throw new IllegalStateException("Task " + task.taskId() + " is not being worked on");
    }
    return run;
  }
}
