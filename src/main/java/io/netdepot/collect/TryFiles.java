package io.netdepot.collect;

import io.netdepot.fleet.SwitchTask;
import io.netdepot.packages.Quarantine;
import io.netdepot.ssh.CutShort;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the files that a try received: those of a failed one may be the only evidence
 * there is, all others leave the spool. Thread-safe.
 */
public final class TryFiles {
  private static final Logger log = LoggerFactory.getLogger(TryFiles.class);
  // Every platform leaves the path of the package on the switch in it.
  private static final String REMOTE_PATH = "dump";

  private final Quarantine quarantine;
  private final Spool spool;

  public TryFiles(Quarantine quarantine, Spool spool) {
    this.quarantine = quarantine;
    this.spool = spool;
  }

  /**
   * Puts away the files of a try whose steps are over.
   *
   * @param cutShort what had come when the last fetch ended early
   */
  void putAway(TaskRun run, SwitchTask task, Exchange ended, Optional<CutShort> cutShort) {
    try {
      judge(run, task, ended, cutShort);
    } finally {
      run.refused().map(TaskRun.Refused::file).ifPresent(this::drop);
      cutShort.map(CutShort::file).ifPresent(this::drop);
      // A file that was fetched, and that a step after it neither published nor refused.
      if (ended.getMessage().getBody() instanceof ReceivedFile file) {
        drop(file);
      }
    }
  }

  private void judge(TaskRun run, SwitchTask task, Exchange ended, Optional<CutShort> cutShort) {
    if (run.published().isPresent()) {
      quarantine.madeGood(task.taskId());
    } else if (run.live().aborted().isEmpty()) {
      // A file that was refused came whole after one that did not.
      run.refused()
          .map(refused -> new CutShort(refused.file(), refused.failure()))
          .or(() -> cutShort)
          .ifPresent(last -> quarantine.keep(task, remotePath(ended), last.failure(), last.file()));
    }
  }

  private static String remotePath(Exchange ended) {
    return Optional.ofNullable(ended.getVariable(REMOTE_PATH, String.class)).orElse("");
  }

  private void drop(ReceivedFile file) {
    try {
      spool.drop(file);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }
}
