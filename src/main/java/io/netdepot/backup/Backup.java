package io.netdepot.backup;

import io.netdepot.catalog.CatalogCopy;
import io.netdepot.files.LocalDisk;
import io.netdepot.files.PrivateFile;
import io.netdepot.secret.KeyFingerprint;
import io.netdepot.secret.SecretKeyFile;
import io.netdepot.store.BlobTransfer;
import io.netdepot.store.BlobTransfer.Manner;
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
import java.util.HashMap;
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
  private final Map<Sha256, Outcome> brought = new HashMap<>();

  /**
   * @param data laid out beside the service
   * @param backup opened for backups
   */
  public Backup(
      DataLayout data, DataLayout backup, Manner manner, Progress progress, InstantSource clock) {
    this.data = data;
    this.backup = backup;
    this.transfer = new BlobTransfer(data, backup, manner);
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
      bring(digest, false);
      progress.at("Copying packages and images", ++done, all.size());
    }
    for (int attempt = 1; ; attempt++) {
      State state = copyState();
      boolean last = attempt == TRIES;
      // What is damaged stays so; what is gone may have been deleted, with its record.
      if (last || (state.gone().isEmpty() && state.keyFits())) {
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
      Set<Sha256> gone,
      Set<Sha256> damaged,
      boolean keyFits) {
    Stream<Sha256> missing() {
      return Stream.concat(gone.stream(), damaged.stream());
    }
  }

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
    Set<Sha256> gone = new HashSet<>();
    Set<Sha256> damaged = new HashSet<>();
    for (Sha256 digest : catalog.blobs()) {
      boolean inDoubt = catalog.inDoubt().contains(digest);
      switch (inDoubt || !isBrought(digest) ? bring(digest, inDoubt) : Outcome.KEPT) {
        case KEPT, LINKED, COPIED -> {}
        case GONE -> gone.add(digest);
        case DAMAGED -> damaged.add(digest);
      }
    }
    return new State(name, folder, files, catalog, gone, damaged, keyFits(catalog, folder));
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

  private boolean isBrought(Sha256 digest) {
    Outcome outcome = brought.getOrDefault(digest, Outcome.GONE);
    return outcome != Outcome.GONE && outcome != Outcome.DAMAGED;
  }

  private Outcome bring(Sha256 digest, boolean inDoubt) throws IOException {
    Outcome outcome = transfer.bring(digest, inDoubt);
    // One that is brought and then read stays what it was before.
    if (outcome != Outcome.KEPT || !isBrought(digest)) {
      brought.put(digest, outcome);
    }
    return outcome;
  }

  private long count(Outcome outcome) {
    return brought.values().stream().filter(outcome::equals).count();
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
            state.missing().map(Sha256::hex).sorted().toList())
        .write(backup);
    removeOthers(List.of(state.name()));
    removeUnneeded(state.catalog().blobs());
    return new Done(
        schema,
        state.catalog().blobs().size(),
        count(Outcome.LINKED),
        count(Outcome.COPIED),
        (int) state.missing().count(),
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
