package io.netdepot;

import io.netdepot.backup.Backup;
import io.netdepot.backup.Restore;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.CatalogFailure;
import io.netdepot.catalog.SealedSecrets.Kept;
import io.netdepot.catalog.SqliteCatalog;
import io.netdepot.cli.CommandProblem;
import io.netdepot.cli.DataCare;
import io.netdepot.files.FullDisk;
import io.netdepot.sealing.Rekey;
import io.netdepot.secret.SecretFailure;
import io.netdepot.store.BlobTransfer;
import io.netdepot.store.DataLayout;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Looks after a data directory for the commands. */
final class DepotCare implements DataCare {
  @Override
  public Report backup(Path data, Path to, Manner manner, Progress progress) throws CommandProblem {
    requireCatalog(data);
    requireApart(data, to);
    try (DataLayout folder = DataLayout.openBackup(to)) {
      Backup.Done done =
          new Backup(
                  DataLayout.beside(data.toRealPath()),
                  folder,
                  new BlobTransfer.Manner(manner.copy(), manner.verify()),
                  progress::at,
                  Clock.tickMillis(ZoneOffset.UTC))
              .run();
      return report(done, folder.root());
    } catch (IOException e) {
      throw problem(e, to);
    } catch (SecretFailure | CatalogFailure e) {
      throw problem(e);
    }
  }

  private static Report report(Backup.Done done, Path folder) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Backed up to %s: %d packages and images, %d of them new (%d by link, %d by copy)."
            .formatted(
                folder,
                done.blobs() - done.missing(),
                done.linked() + done.copied(),
                done.linked(),
                done.copied()));
    if (done.missing() > 0) {
      sentences.add(
          done.missing()
              + " more are in the catalog, but their bytes are missing or damaged in the data"
              + " directory too; the file manifest.json lists their digests.");
    }
    if (!done.keyFits()) {
      sentences.add(
          "The key in the data directory is not the one that the kept passwords need, so this"
              + " backup does not hold it either; see 'The secret key' in docs/operations.md.");
    }
    return new Report(done.missing() == 0 && done.keyFits(), sentences);
  }

  @Override
  public Report restore(Path from, Path data, Progress progress) throws CommandProblem {
    if (!Files.isDirectory(from)) {
      throw new CommandProblem("There is no folder " + from + " to restore from.");
    }
    requireApart(data, from);
    try {
      DataLayout folder = DataLayout.beside(from.toRealPath());
      Restore.require(folder);
      try (DataLayout layout = DataLayout.openToRestore(data)) {
        return report(new Restore(folder, layout, progress::at).run(), layout.root());
      }
    } catch (IOException e) {
      throw problem(e, data);
    } catch (CatalogFailure e) {
      throw problem(e);
    }
  }

  private static Report report(Restore.Done done, Path data) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Restored the backup of %s to %s: %d packages and images, all of them checked."
            .formatted(done.made(), data, done.blobs()));
    for (Sha256 missing : done.missing()) {
      sentences.add(
          "The backup has no whole copy of the content with the SHA-256 "
              + missing
              + "; its record is there, and the download is refused.");
    }
    return new Report(done.missing().isEmpty(), sentences);
  }

  // One inside the other would be swept as something strange, or back itself up.
  private static void requireApart(Path data, Path folder) throws CommandProblem {
    Path one = real(data);
    Path other = real(folder);
    if (one.startsWith(other) || other.startsWith(one)) {
      throw new CommandProblem(
          "The backup "
              + folder
              + " and the data directory "
              + data
              + " lie in one another; name a folder outside.");
    }
  }

  /** Where a path leads in truth; of what is still missing, where it would be made. */
  private static Path real(Path path) throws CommandProblem {
    Path whole = path.toAbsolutePath().normalize();
    try {
      for (Path there = whole; there != null; there = there.getParent()) {
        if (Files.exists(there)) {
          return there.toRealPath().resolve(there.relativize(whole)).normalize();
        }
      }
      return whole;
    } catch (IOException e) {
      throw problem(e);
    }
  }

  @Override
  public Report rekey(Path data, boolean lost) throws CommandProblem {
    requireCatalog(data);
    try (DataLayout layout = DataLayout.open(data);
        Catalog catalog = SqliteCatalog.open(layout.catalog())) {
      Rekey rekey = new Rekey(layout, catalog.secrets());
      return report(lost ? rekey.runWithoutOldKey() : rekey.run());
    } catch (IOException | SecretFailure | CatalogFailure e) {
      throw problem(e);
    }
  }

  private static Report report(Rekey.Done done) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        done.sealed()
            + " passwords are encrypted with the new key, whose fingerprint is "
            + done.key()
            + ".");
    for (Kept kept : done.lost()) {
      sentences.add(
          "The password of the "
              + switch (kept.purpose()) {
                case PROFILE -> "switch profile ";
                case REMOTE_SERVER -> "remote server ";
              }
              + kept.name()
              + " cannot be read any more; enter it again.");
    }
    return new Report(done.lost().isEmpty(), sentences);
  }

  private static void requireCatalog(Path data) throws CommandProblem {
    if (!Files.isRegularFile(DataLayout.beside(data).catalog())) {
      throw new CommandProblem(
          "There is no catalog in " + data + "; --data DIR names the directory of the service.");
    }
  }

  private static CommandProblem problem(IOException e, Path folder) {
    return FullDisk.isTold(e)
        ? new CommandProblem(
            "The disk of %s has no room left (%s). Make room on it, or name a folder on another disk; then run this again."
                .formatted(folder, e.getMessage()))
        : problem(e);
  }

  private static CommandProblem problem(Exception e) {
    return new CommandProblem(String.valueOf(e.getMessage()));
  }
}
