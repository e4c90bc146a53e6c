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
import java.util.Optional;
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
   * Reads an archive to its end. A file that is none is left to whoever ends the try; one that
   * fails otherwise is dropped from the spool.
   *
   * @throws SwitchFailure with the reason, when it is not a whole archive within the limits
   */
  public ReceivedFile check(
      @Body ReceivedFile file, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    TaskRun run = runs.of(task);
    run.live().phase(Phase.CHECK);
    boolean wanted = false;
    try {
      ArchiveVerdict verdict = run.interruptibly(() -> checker.check(() -> spool.open(file)));
      Optional<SwitchFailure> refusal = refusal(verdict);
      if (refusal.isPresent()) {
        if (refusal.get().failure().reason() != FailureReason.TOO_LARGE) {
          run.refused(file, refusal.get().failure());
          wanted = true;
        }
        throw refusal.get();
      }
      wanted = true;
      return file;
    } catch (InterruptedException e) {
      throw new SwitchFailure(
          FailureReason.INTERRUPTED, Phase.CHECK, "The check of the archive was stopped", e);
    } catch (IOException e) {
      throw storageFailure(Phase.CHECK, e);
    } finally {
      if (!wanted) {
        drop(file);
      }
    }
  }

  /**
   * Compares a received file with the digest that the switch had taken of it. One that differs is
   * left to whoever ends the try.
   *
   * @param digest SHA-256 in hexadecimal; an empty text when the switch takes none
   * @throws SwitchFailure {@code digest-differs}
   */
  public ReceivedFile sameDigest(
      @Body ReceivedFile file,
      String digest,
      @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    if (digest.isEmpty() || digest.equals(file.digest().hex())) {
      return file;
    }
    SwitchFailure differs =
        new SwitchFailure(
            FailureReason.DIGEST_DIFFERS,
            Phase.FETCH,
            "The switch says that the package has the SHA-256 "
                + digest
                + ", and what came has "
                + file.digest().hex());
    runs.of(task).refused(file, differs.failure());
    throw differs;
  }

  private static Optional<SwitchFailure> refusal(ArchiveVerdict verdict) {
    return switch (verdict) {
      case ArchiveVerdict.Whole whole -> {
        log.debug("Archive is whole: {}", whole);
        yield Optional.empty();
      }
      case ArchiveVerdict.NotAnArchive(String why) -> failed(FailureReason.NOT_AN_ARCHIVE, why);
      case ArchiveVerdict.Damaged(String why) -> failed(FailureReason.ARCHIVE_DAMAGED, why);
      case ArchiveVerdict.OverLimit(String why) -> failed(FailureReason.TOO_LARGE, why);
    };
  }

  private static Optional<SwitchFailure> failed(FailureReason reason, String why) {
    return Optional.of(new SwitchFailure(reason, Phase.CHECK, why));
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
