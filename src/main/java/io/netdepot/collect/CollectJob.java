package io.netdepot.collect;

import io.netdepot.catalog.Task;
import io.netdepot.config.CollectSettings;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.LiveTask;
import io.netdepot.ssh.CutShort;
import io.netdepot.ssh.SessionLimit;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.StorageFullException;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Collects a package from a switch. Thread-safe. */
public final class CollectJob implements SwitchJob {
  private final SessionLimit limit;
  private final TaskRuns runs;
  private final TryFiles files;
  private final DiskGuard disk;

  public CollectJob(CollectSettings settings, TaskRuns runs, TryFiles files, DiskGuard disk) {
    this.limit = new SessionLimit(settings.deadline(), "collect.deadline");
    this.runs = runs;
    this.files = files;
    this.disk = disk;
  }

  @Override
  public Attempt begin(Task task, LiveTask live) throws StorageFullException {
    // A switch is not loaded with a package that there is no room for.
    disk.require(0);
    TaskRun run = new TaskRun(task, live);
    runs.add(run);
    return new Collecting(run);
  }

  private final class Collecting implements Attempt {
    private final TaskRun run;

    Collecting(TaskRun run) {
      this.run = run;
    }

    @Override
    public String entry() {
      return "collect";
    }

    @Override
    public SessionLimit limit() {
      return limit;
    }

    @Override
    public void interrupt() {
      run.interrupt();
    }

    @Override
    public Result end(SwitchTask task, Exchange ended, Optional<CutShort> cutShort) {
      // Others may need the disk or the same blob: no connection is held while this waits for them.
      files.putAway(run, task, ended, cutShort);
      return run.published().isPresent()
          ? new Result.Done(run.published().map(stored -> stored.id()), run.remark())
          : new Result.NotDone(
              TryFailures.of(
                  ended,
                  run.task(),
                  run.live().phase(),
                  "The route 'collect' ended without storing a package; it has to call"
                      + " direct:store-package (see routes/collect.camel.yaml)"));
    }

    @Override
    public void close() {
      runs.remove(run);
    }
  }
}
