package io.netdepot.collect;

import io.netdepot.catalog.Task;
import io.netdepot.config.CollectSettings;
import io.netdepot.config.SshSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;
import io.netdepot.routes.StepRoutes;
import io.netdepot.ssh.CutShort;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.StorageFullException;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Works on one task, in one try, on the calling thread: through the step routes, to a recorded end.
 * Thread-safe.
 */
public final class SwitchWork {
  private static final String ENTRY = "collect";

  private final CollectSettings settings;
  private final int sshPort;
  private final Operations operations;
  private final TryEnds ends;
  private final LiveTasks liveTasks;
  private final TaskRuns runs;
  private final SwitchSessions sessions;
  private final StepRoutes routes;
  private final TryFiles files;
  private final DiskGuard disk;

  public SwitchWork(
      CollectSettings settings,
      SshSettings ssh,
      Operations operations,
      TryEnds ends,
      LiveTasks liveTasks,
      TaskRuns runs,
      SwitchSessions sessions,
      StepRoutes routes,
      TryFiles files,
      DiskGuard disk) {
    this.settings = settings;
    this.sshPort = ssh.port();
    this.operations = operations;
    this.ends = ends;
    this.liveTasks = liveTasks;
    this.runs = runs;
    this.sessions = sessions;
    this.routes = routes;
    this.files = files;
    this.disk = disk;
  }

  /**
   * Runs one try. Whatever happens, the task's state says so when this returns, and nothing of it
   * is left running.
   */
  void run(Task task) {
    LiveTask live = liveTasks.begin(task.id());
    TaskRun run = new TaskRun(task, live);
    runs.add(run);
    boolean again = false;
    try {
      if (operations.isWanted(task)) {
        // A switch is not loaded with a package that there is no room for.
        disk.require(0);
        again = settle(run, collect(run));
      }
    } catch (StorageFullException e) {
      operations.fail(
          task,
          new Failure(FailureReason.STORAGE_FULL, Phase.WAITING, String.valueOf(e.getMessage())));
    } finally {
      runs.remove(run);
      liveTasks.end(live, again);
    }
  }

  private Exchange collect(TaskRun run) {
    SwitchTask switchTask = switchTask(run.task());
    SessionLimit limit = new SessionLimit(settings.deadline(), "collect.deadline");
    Exchange ended;
    Optional<CutShort> cutShort;
    try (SwitchSession session = sessions.begin(switchTask, limit, run.live())) {
      run.live()
          .stopWith(
              failure -> {
                session.abort(failure);
                run.interrupt();
              });
      ended = routes.send(ENTRY, exchange -> prepare(exchange, switchTask));
      cutShort = session.takeCutShort();
    }
    // Others may need the disk or the same blob: no connection is held while this waits for them.
    files.putAway(run, switchTask, ended, cutShort);
    return ended;
  }

  private SwitchTask switchTask(Task task) {
    return new SwitchTask(
        task.operationId(),
        task.id(),
        task.address(),
        task.profileId(),
        Access.ssh(settings.platform(), sshPort),
        task.tries(),
        task.leftOver());
  }

  private static void prepare(Exchange exchange, SwitchTask task) {
    exchange.setProperty(SwitchTask.PROPERTY, task);
    exchange.setVariable("platform", task.platform());
    exchange.setVariable("steps", task.access().steps());
    exchange.setVariable("address", task.address().text());
    exchange.getMessage().setBody(task);
  }

  /** Records how the try ended; true when another one will follow. */
  private boolean settle(TaskRun run, Exchange ended) {
    Task task = run.task();
    if (run.published().isPresent()) {
      operations.complete(task, run.published().get().id(), run.remark());
      return false;
    }
    Optional<LiveTask.Abort> aborted = run.live().aborted();
    if (aborted.isEmpty()) {
      return ends.settle(task, Ending.of(ended, run));
    }
    return switch (aborted.get()) {
      case SERVICE_STOPS -> putBack(task);
      case CANCELLED -> {
        operations.cancelled(task, run.live().phase());
        yield false;
      }
    };
  }

  private boolean putBack(Task task) {
    operations.putBackUntilRestart(task);
    return true;
  }
}
