package io.netdepot.backup;

import io.netdepot.files.PrivateFile;
import io.netdepot.store.BlobTransfer;
import io.netdepot.store.BlobTransfer.Manner;
import io.netdepot.store.BlobTransfer.Outcome;
import io.netdepot.store.DataLayout;
import io.netdepot.store.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a backup back into an empty data directory. Everything is checked on the way. Broken off,
 * it can be run again; until it has ended no service starts on the directory.
 */
public final class Restore {
  private final DataLayout backup;
  private final DataLayout data;
  private final Progress progress;

  /**
   * @param backup laid out as it is
   * @param data opened to restore
   */
  public Restore(DataLayout backup, DataLayout data, Progress progress) {
    this.backup = backup;
    this.data = data;
    this.progress = progress;
  }

  /**
   * What was brought back.
   *
   * @param made when the backup was made, RFC 3339
   * @param schema of its catalog
   * @param blobs how many packages and images have their bytes back
   * @param missing digests of those that the backup has not, or has damaged
   */
  public record Done(String made, String schema, int blobs, List<Sha256> missing) {
    public Done {
      missing = List.copyOf(missing);
    }
  }

  /**
   * Whether there is a backup to bring back.
   *
   * @throws IOException when not; the message says what is there
   */
  public static void require(DataLayout backup) throws IOException {
    if (Manifest.read(backup).isEmpty()) {
      throw new IOException(
          "There is no complete backup in " + backup.root() + "; it has no manifest.json");
    }
  }

  /**
   * Brings everything back.
   *
   * @throws IOException when a file of the backup is missing or damaged, or the disk failed
   * @throws io.netdepot.catalog.CatalogFailure when a newer version wrote the catalog
   */
  public Done run() throws IOException {
    require(backup);
    Manifest manifest = Manifest.read(backup).orElseThrow();
    Path state = backup.state(manifest.state());
    for (Manifest.Entry entry : manifest.files()) {
      requireWhole(state.resolve(entry.name()), entry);
    }
    // Before anything is written: a catalog that this version cannot read is no use here.
    CopiedCatalog catalog = read(state.resolve(Manifest.CATALOG));
    List<Sha256> missing = bringBlobs(catalog);
    for (Manifest.Entry entry : manifest.files()) {
      if (!entry.name().equals(Manifest.CATALOG)) {
        Path target = data.smallFile(entry.name());
        Folder.make(target.resolveSibling("."));
        PrivateFile.write(target, Files.readAllBytes(state.resolve(entry.name())));
      }
    }
    // Last, so that there is no catalog without its blobs.
    copyCatalog(state.resolve(Manifest.CATALOG));
    data.restored();
    return new Done(
        manifest.made(), manifest.schema(), catalog.blobs().size() - missing.size(), missing);
  }

  private List<Sha256> bringBlobs(CopiedCatalog catalog) throws IOException {
    // Copies: a backup that shares its files with the service would be damaged with them.
    BlobTransfer transfer = new BlobTransfer(backup, data, new Manner(true, true));
    transfer.prepare();
    List<Sha256> missing = new ArrayList<>();
    long done = 0;
    for (Sha256 digest : catalog.blobs()) {
      Outcome outcome = transfer.bring(digest, false);
      if (outcome == Outcome.GONE || outcome == Outcome.DAMAGED) {
        missing.add(digest);
      }
      progress.at("Checking and restoring packages and images", ++done, catalog.blobs().size());
    }
    transfer.force();
    return missing;
  }

  private static void requireWhole(Path file, Manifest.Entry entry) throws IOException {
    if (!Files.isRegularFile(file)
        || Files.size(file) != entry.size()
        || !Digests.sha256(file).equals(entry.sha256())) {
      throw new IOException(
          "The file " + file + " of the backup is missing or damaged; use another backup");
    }
  }

  private CopiedCatalog read(Path copy) throws IOException {
    return CopiedCatalog.read(copy, data.scratch());
  }

  private void copyCatalog(Path from) throws IOException {
    PrivateFile.copy(from, data.catalog());
  }
}
