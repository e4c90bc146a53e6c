package io.netdepot.collect;

import io.netdepot.catalog.Task;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.Operations;
import io.netdepot.routes.StepRoutes;
import io.netdepot.ssh.CutShort;
import io.netdepot.ssh.SwitchSession;
import io.netdepot.ssh.SwitchSessions;
import io.netdepot.store.StorageFullException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;

/**
 * Works on one task, in one try, on the calling thread: through the step routes, to a recorded end.
 * Thread-safe.
 */
public final class SwitchWork {
  private static final String DETECT = "detect";

  private final SwitchWays ways;
  private final Operations operations;
  private final TryEnds ends;
  private final LiveTasks liveTasks;
  private final SwitchSessions sessions;
  private final StepRoutes routes;
  private final Function<Task, SwitchJob> jobs;

  /**
   * Works.
   *
   * @param jobs what is to be done for a task
   */
  public SwitchWork(
      SwitchWays ways,
      Operations operations,
      TryEnds ends,
      LiveTasks liveTasks,
      SwitchSessions sessions,
      StepRoutes routes,
      Function<Task, SwitchJob> jobs) {
    this.ways = ways;
    this.operations = operations;
    this.ends = ends;
    this.liveTasks = liveTasks;
    this.sessions = sessions;
    this.routes = routes;
    this.jobs = jobs;
  }

  /**
   * Runs one try. Whatever happens, the task's state says so when this returns, and nothing of it
   * is left running.
   */
  void run(Task task) {
    LiveTask live = liveTasks.begin(task.id());
    boolean again = false;
    try {
      if (operations.isWanted(task)) {
        again = settle(task, live, attempt(task, live));
      }
    } catch (StorageFullException e) {
      operations.fail(
          task,
          new Failure(FailureReason.STORAGE_FULL, Phase.WAITING, String.valueOf(e.getMessage())));
    } finally {
      liveTasks.end(live, again);
    }
  }

  private SwitchJob.Result attempt(Task task, LiveTask live) throws StorageFullException {
    try (SwitchJob.Attempt attempt = jobs.apply(task).begin(task, live)) {
      try {
        return attempt(task, live, attempt);
      } catch (SwitchFailure e) {
        attempt.notBegun(e.failure());
        throw e;
      }
    } catch (SwitchFailure e) {
      return new SwitchJob.Result.NotDone(e.failure());
    }
  }

  private SwitchJob.Result attempt(Task task, LiveTask live, SwitchJob.Attempt attempt)
      throws SwitchFailure {
    SwitchTask begun = ways.begin(task);
    SwitchTask switchTask;
    Exchange ended;
    Optional<CutShort> cutShort;
    try (SwitchSession session = sessions.begin(begun, attempt.limit(), live)) {
      live.stopWith(
          failure -> {
            session.abort(failure);
            attempt.interrupt();
          });
      SwitchTask known = begun.access().isToBeDetected() ? detect(task, begun) : begun;
      switchTask = known;
      ended = routes.send(attempt.entry(), exchange -> prepare(exchange, known, attempt));
      cutShort = session.takeCutShort();
    }
    return ways.judge(switchTask, attempt.end(switchTask, ended, cutShort));
  }

  private SwitchTask detect(Task recorded, SwitchTask task) throws SwitchFailure {
    Exchange ended = routes.send(DETECT, exchange -> prepare(exchange, task));
    if (ended.getException() != null) {
      throw new SwitchFailure(
          TryFailures.of(ended, recorded, Phase.CONNECT, ""), ended.getException());
    }
    return ways.detected(task, ended);
  }

  private static void prepare(Exchange exchange, SwitchTask task, SwitchJob.Attempt attempt) {
    prepare(exchange, task);
    attempt.prepare(exchange);
  }

  private static void prepare(Exchange exchange, SwitchTask task) {
    exchange.setProperty(SwitchTask.PROPERTY, task);
    exchange.setVariable("platform", task.platform());
    exchange.setVariable("steps", task.access().steps());
    exchange.setVariable("transport", task.access().transport().word());
    exchange.setVariable("address", task.address().text());
    exchange.getMessage().setBody(task);
  }

  /** Records how the try ended; true when another one will follow. */
  private boolean settle(Task task, LiveTask live, SwitchJob.Result result) {
    Optional<LiveTask.Abort> aborted = live.aborted();
    if (aborted.isPresent() && !(result instanceof SwitchJob.Result.Done)) {
      return stop(task, live, aborted.get());
    }
    return switch (result) {
      case SwitchJob.Result.Done done -> done(task, done);
      case SwitchJob.Result.Wait(var why, var delay) -> operations.waitFor(task, why, delay);
      case SwitchJob.Result.NotDone(var why) -> ends.settle(task, why);
    };
  }

  private boolean done(Task task, SwitchJob.Result.Done done) {
    if (done.packageId().isPresent()) {
      operations.complete(task, done.packageId().get(), done.remark());
    } else {
      operations.done(task, done.remark());
    }
    return false;
  }

  private boolean stop(Task task, LiveTask live, LiveTask.Abort why) {
    return switch (why) {
      case SERVICE_STOPS -> {
        operations.putBackUntilRestart(task);
        yield true;
      }
      case CANCELLED -> {
        operations.cancelled(task, live.phase());
        yield false;
      }
    };
  }
}
