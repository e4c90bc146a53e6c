package io.netdepot.collect;

import io.netdepot.archive.ArchiveChecker;
import io.netdepot.archive.ArchiveVerdict;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.packages.SupportPackages;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What step routes call as {@code packages}: a received file is checked, then published.
 * Thread-safe.
 */
public final class PackageSteps {
  private static final Logger log = LoggerFactory.getLogger(PackageSteps.class);

  private final TaskRuns runs;
  private final ArchiveChecker checker;
  private final Spool spool;
  private final SupportPackages packages;

  public PackageSteps(
      TaskRuns runs, ArchiveChecker checker, Spool spool, SupportPackages packages) {
    this.runs = runs;
    this.checker = checker;
    this.spool = spool;
    this.packages = packages;
  }

  /**
   * Reads an archive to its end. A file that fails is dropped from the spool.
   *
   * @throws SwitchFailure with the reason, when it is not a whole archive within the limits
   */
  public ReceivedFile check(
      @Body ReceivedFile file, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    TaskRun run = runs.of(task);
    run.live().phase(Phase.CHECK);
    boolean whole = false;
    try {
      ArchiveVerdict verdict = run.interruptibly(() -> checker.check(() -> spool.open(file)));
      refuseUnlessWhole(verdict);
      whole = true;
      return file;
    } catch (InterruptedException e) {
      throw new SwitchFailure(
          FailureReason.INTERRUPTED, Phase.CHECK, "The check of the archive was stopped", e);
    } catch (IOException e) {
      throw storageFailure(Phase.CHECK, e);
    } finally {
      if (!whole) {
        drop(file);
      }
    }
  }

  private static void refuseUnlessWhole(ArchiveVerdict verdict) throws SwitchFailure {
    switch (verdict) {
      case ArchiveVerdict.Whole whole -> log.debug("Archive is whole: {}", whole);
      case ArchiveVerdict.NotAnArchive(String why) ->
          throw new SwitchFailure(FailureReason.NOT_AN_ARCHIVE, Phase.CHECK, why);
      case ArchiveVerdict.Damaged(String why) ->
          throw new SwitchFailure(FailureReason.ARCHIVE_DAMAGED, Phase.CHECK, why);
      case ArchiveVerdict.OverLimit(String why) ->
          throw new SwitchFailure(FailureReason.TOO_LARGE, Phase.CHECK, why);
    }
  }

  /**
   * Publishes a checked file: listed and downloadable when this returns.
   *
   * @param remotePath where it lay on the switch; its base name becomes the package's, made safe
   *     and unique
   */
  public StoredPackage publish(
      ReceivedFile file, String remotePath, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    TaskRun run = runs.of(task);
    if (!run.live().startPublishing()) {
      drop(file);
      throw new SwitchFailure(
          FailureReason.INTERRUPTED, Phase.PUBLISH, "The task was told to stop before publishing");
    }
    run.live().phase(Phase.PUBLISH);
    try {
      StoredPackage stored = packages.publish(task, remotePath, file);
      run.published(stored);
      return stored;
    } catch (IOException e) {
      drop(file);
      throw storageFailure(Phase.PUBLISH, e);
    }
  }

  private void drop(ReceivedFile file) {
    try {
      spool.drop(file);
    } catch (IOException e) {
      log.warn("A file stays in the spool until the next start: {}", e.getMessage());
    }
  }

  private static SwitchFailure storageFailure(Phase phase, IOException e) {
    boolean full = e instanceof StorageFullException;
    return new SwitchFailure(
        full ? FailureReason.STORAGE_FULL : FailureReason.STORAGE_FAILED,
        phase,
        (full ? "" : "Our own disk failed: ") + e.getMessage(),
        e);
  }
}
