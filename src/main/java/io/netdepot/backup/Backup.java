package io.netdepot.backup;

import io.netdepot.catalog.CatalogCopy;
import io.netdepot.files.LocalDisk;
import io.netdepot.files.PrivateFile;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.SecretKeyFile;
import io.netdepot.store.BlobTransfer;
import io.netdepot.store.BlobTransfer.Outcome;
import io.netdepot.store.DataLayout;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.Sha256;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Copies a data directory, also while a service uses it: nothing is locked there and nobody waits.
 *
 * <p>The blobs come first, then the catalog as it is at one moment, then the blobs that it needs
 * and that were published meanwhile. One that was deleted between belongs to a record that is gone
 * as well, so the catalog is copied again. The manifest is written last: until then, and when the
 * backup is broken off, the earlier one is whole.
 */
public final class Backup {
  private static final int TRIES = 3;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final DataLayout data;
  private final DataLayout backup;
  private final BlobTransfer transfer;
  private final Progress progress;
  private final InstantSource clock;

  // Mutable state
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Set<Sha256> brought = new HashSet<>();

  /**
   * @param data laid out beside the service
   * @param backup opened for backups
   */
  public Backup(DataLayout data, DataLayout backup, Progress progress, InstantSource clock) {
    this.data = data;
    this.backup = backup;
    this.transfer = new BlobTransfer(data, backup);
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * What was copied.
   *
   * @param blobs how many the catalog needs
   * @param linked how many of them are new and share the original's room
   * @param copied how many of them are new and take room
   * @param missing how many could not be had, because they are missing or damaged
   * @param keyFits whether the key in it is the one that the passwords in it need
   */
  public record Done(
      String schema, int blobs, long linked, long copied, int missing, boolean keyFits) {}

  /**
   * Makes the backup.
   *
   * @throws IOException when the disk failed or is full; the earlier backup is whole then
   * @throws io.netdepot.catalog.CatalogFailure when the catalog cannot be copied
   */
  public Done run() throws IOException {
    transfer.prepare();
    removeOthers(Manifest.read(backup).map(Manifest::state).stream().toList());
    List<Sha256> all = blobsOf(data).list();
    long done = 0;
    for (Sha256 digest : all) {
      bring(digest);
      progress.at("Copying packages and images", ++done, all.size());
    }
    for (int attempt = 1; ; attempt++) {
      State state = copyState();
      boolean last = attempt == TRIES;
      if (last || (state.missing().isEmpty() && state.keyFits())) {
        return complete(state);
      }
      Folder.remove(state.folder());
    }
  }

  /** The files of one moment. */
  private record State(
      String name,
      Path folder,
      List<Manifest.Entry> files,
      CopiedCatalog catalog,
      Set<Sha256> missing,
      boolean keyFits) {}

  private State copyState() throws IOException {
    Instant now = clock.instant();
    String name = "state-" + STAMP.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8);
    Path folder = backup.state(name);
    Folder.make(folder);
    progress.at("Copying the catalog", 0, 1);
    List<Manifest.Entry> files = new ArrayList<>();
    Path copy = folder.resolve(Manifest.CATALOG);
    CatalogCopy.write(data.catalog(), copy);
    files.add(new Manifest.Entry(Manifest.CATALOG, Files.size(copy), Digests.sha256(copy)));
    for (String small : data.smallFiles()) {
      copySmall(small, folder, files);
    }
    new LocalDisk().forceDirectory(folder);
    CopiedCatalog catalog = read(copy);
    progress.at("Copying the catalog", 1, 1);
    Set<Sha256> missing = new HashSet<>();
    for (Sha256 digest : catalog.blobs()) {
      if (!brought.contains(digest) && !bring(digest)) {
        missing.add(digest);
      }
    }
    return new State(name, folder, files, catalog, missing, keyFits(catalog, folder));
  }

  private CopiedCatalog read(Path copy) throws IOException {
    return CopiedCatalog.read(copy, backup.scratch());
  }

  private void copySmall(String name, Path folder, List<Manifest.Entry> files) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(data.smallFile(name));
    } catch (NoSuchFileException e) {
      // It went between being listed and being read, as when the audit begins a new file.
      return;
    }
    Path target = folder.resolve(name);
    Folder.make(folder.resolve(name).resolveSibling("."));
    PrivateFile.write(target, content);
    files.add(new Manifest.Entry(name, content.length, Digests.sha256(content)));
  }

  private static boolean keyFits(CopiedCatalog catalog, Path folder) {
    return catalog.key().isEmpty()
        || Stream.of("secret.key", "secret.key.next")
            .flatMap(name -> SecretKeyFile.read(folder.resolve(name)).stream())
            .anyMatch(key -> KeyFingerprint.of(key).equals(catalog.key().get()));
  }

  private boolean bring(Sha256 digest) throws IOException {
    Outcome outcome = transfer.bring(digest, false);
    if (outcome == Outcome.GONE || outcome == Outcome.DAMAGED) {
      return false;
    }
    outcomes.merge(outcome, 1L, Long::sum);
    brought.add(digest);
    return true;
  }

  private Done complete(State state) throws IOException {
    transfer.force();
    String schema = CatalogCopy.schema(state.folder().resolve(Manifest.CATALOG));
    new Manifest(
            Manifest.FORMAT,
            clock.instant().toString(),
            schema,
            state.name(),
            state.files(),
            state.catalog().blobs().size(),
            state.missing().stream().map(Sha256::hex).sorted().toList())
        .write(backup);
    removeOthers(List.of(state.name()));
    removeUnneeded(state.catalog().blobs());
    return new Done(
        schema,
        state.catalog().blobs().size(),
        outcomes.getOrDefault(Outcome.LINKED, 0L),
        outcomes.getOrDefault(Outcome.COPIED, 0L),
        state.missing().size(),
        state.keyFits());
  }

  private void removeOthers(List<String> kept) throws IOException {
    for (String name : backup.states()) {
      if (!kept.contains(name)) {
        Folder.remove(backup.state(name));
      }
    }
  }

  private void removeUnneeded(Set<Sha256> needed) throws IOException {
    FileBlobStore blobs = blobsOf(backup);
    for (Sha256 digest : blobs.list()) {
      if (!needed.contains(digest)) {
        blobs.delete(digest);
      }
    }
  }

  private static FileBlobStore blobsOf(DataLayout layout) {
    return new FileBlobStore(layout, new StoreHealth());
  }
}
