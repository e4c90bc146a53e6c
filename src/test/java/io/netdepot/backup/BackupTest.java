package io.netdepot.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.Profile;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.files.PrivateFile;
import io.netdepot.fleet.EntityId;
import io.netdepot.sealing.SealingKey;
import io.netdepot.secret.SealedSecret;
import io.netdepot.secret.SecretKeyFile;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobCheck.Outcome;
import io.netdepot.store.BlobTransfer.Manner;
import io.netdepot.store.DataLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a data directory that is in use, and its way back. */
class BackupTest {
  private static final Progress SILENT = (doing, done, of) -> {};

  private final Path folder;
  private final KeptData kept;

  BackupTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.kept = new KeptData(folder.resolve("data"));
  }

  @AfterEach
  void close() throws IOException {
    kept.close();
  }

  private Path to() {
    return folder.resolve("backup");
  }

  private Backup.Done backup() throws IOException {
    return backup(to(), SILENT);
  }

  private Backup.Done backup(Path to, Progress progress) throws IOException {
    return backup(to, new Manner(false, false), progress);
  }

  private Backup.Done backup(Path to, Manner manner, Progress progress) throws IOException {
    try (DataLayout opened = DataLayout.openBackup(to)) {
      return new Backup(
              DataLayout.beside(kept.layout.root()),
              opened,
              manner,
              progress,
              InstantSource.system())
          .run();
    }
  }

  private static Path blob(Path root, StoredPackage stored) {
    String digest = stored.digest().hex();
    return root.resolve("blobs/sha256/" + digest.substring(0, 2) + "/" + digest);
  }

  // In place, as a disk does it: every name of the file has the damage.
  private static void damage(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    byte[] bytes = Files.readAllBytes(file);
    bytes[0] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void oneThatIsKnownToBeDamagedIsNotTakenForWhole() throws Exception {
    StoredPackage damaged = kept.publish("one");
    kept.publish("two");
    backup();
    damage(kept.file(damaged));
    assertThat(backup().missing()).as("nobody has read it").isZero();
    kept.catalog
        .blobChecks()
        .record(
            List.of(new BlobCheck(damaged.digest(), Instant.EPOCH, Outcome.DAMAGED, "Damaged.")));
    Backup.Done done = backup();
    assertThat(done.missing()).isEqualTo(1);
    assertThat(blob(to(), damaged)).doesNotExist();
    assertThat(restore(to(), "again", SILENT).missing()).containsExactly(damaged.digest());
  }

  @Test
  void aCopyOutlivesDamageOfTheOriginal() throws Exception {
    StoredPackage first = kept.publish("one");
    StoredPackage cut = kept.publish("two");
    backup();
    Backup.Done copied = backup(to(), new Manner(true, false), SILENT);
    assertThat(copied.copied()).isEqualTo(2);
    damage(kept.file(first));
    Files.delete(kept.file(cut));
    Files.writeString(blob(kept.layout.root(), cut), "t");
    assertThat(backup(to(), new Manner(true, true), SILENT).missing()).isZero();
    assertThat(backup().missing()).isZero();
    try (KeptData again = new KeptData(restored("again"))) {
      assertThat(again.content(first)).isEqualTo("one");
      assertThat(again.content(cut)).isEqualTo("two");
    }
  }

  @Test
  void damageThatNobodyKnowsOfIsFoundWhereAllIsRead() throws Exception {
    StoredPackage linked = kept.publish("one");
    StoredPackage healed = kept.publish("two");
    backup();
    damage(kept.file(linked));
    damage(blob(to(), healed));
    Files.delete(kept.file(healed));
    Files.writeString(blob(kept.layout.root(), healed), "two");
    Backup.Done done = backup(to(), new Manner(false, true), SILENT);
    assertThat(done.missing()).isEqualTo(1);
    assertThat(restore(to(), "again", SILENT).missing()).containsExactly(linked.digest());
  }

  private Path restored(String name) throws IOException {
    Restore.Done done = restore(to(), name, SILENT);
    assertThat(done.missing()).isEmpty();
    return folder.resolve(name);
  }

  private Restore.Done restore(Path from, String name, Progress progress) throws IOException {
    try (DataLayout data = DataLayout.openToRestore(folder.resolve(name))) {
      return new Restore(DataLayout.beside(from), data, progress).run();
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private void write(String name, String text) throws IOException {
    Path file = kept.layout.root().resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    PrivateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everythingComesBack() throws Exception {
    new SealingKey(kept.layout, kept.catalog.secrets()).open();
    StoredPackage first = kept.publish("one");
    StoredPackage second = kept.publish("two");
    write("known_hosts", "a key");
    write("users", "a user");
    write("audit.log", "a line");
    write("routes.good/platforms/nvos.camel.yaml", "a route");
    write(".users.0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a.new", "half a file");
    Backup.Done done = backup();
    assertThat(done.blobs()).isEqualTo(2);
    assertThat(done.linked()).isEqualTo(2);
    assertThat(done.missing()).isZero();
    assertThat(done.keyFits()).isTrue();

    Path data = restored("again");
    for (String name :
        List.of(
            "secret.key",
            "known_hosts",
            "users",
            "audit.log",
            "routes.good/platforms/nvos.camel.yaml")) {
      assertThat(data.resolve(name)).hasSameBinaryContentAs(kept.layout.root().resolve(name));
    }
    assertThat(files(data))
        .noneMatch(file -> file.toString().endsWith(".new"))
        .noneMatch(file -> file.toString().endsWith("THIS-IS-A-BACKUP"));
    try (KeptData again = new KeptData(data)) {
      assertThat(again.packages.list()).isEqualTo(kept.packages.list());
      assertThat(again.content(first)).isEqualTo("one");
      assertThat(again.content(second)).isEqualTo("two");
      assertThat(Files.isSameFile(again.file(first), blob(to(), first))).isFalse();
      new SealingKey(again.layout, again.catalog.secrets()).open();
    }
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    kept.publish("one");
    write("users", "a user");
    backup();
    restored("again");
    for (Path root : List.of(to(), folder.resolve("again"))) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path each : all.toList()) {
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
              .as(each.toString())
              .endsWith("------");
        }
      }
    }
  }

  @Test
  void aLaterBackupTakesWhatIsNewAndLetsGoWhatIsNot() throws Exception {
    StoredPackage first = kept.publish("one");
    kept.publish("two");
    backup();
    kept.packages.delete(first.id());
    kept.publish("three");
    Backup.Done done = backup();
    assertThat(done.blobs()).isEqualTo(2);
    assertThat(done.linked()).isEqualTo(1);
    assertThat(files(to().resolve("blobs"))).hasSize(2);
    try (Stream<Path> entries = Files.list(to())) {
      assertThat(entries.filter(entry -> entry.toString().contains("state-"))).hasSize(1);
    }
    try (KeptData again = new KeptData(restored("again"))) {
      assertThat(again.packages.list()).isEqualTo(kept.packages.list());
    }
  }

  @Test
  void oneThatIsBrokenOffLeavesTheEarlierOneWhole() throws Exception {
    StoredPackage first = kept.publish("one");
    List<StoredPackage> before = kept.packages.list();
    backup();
    kept.packages.delete(first.id());
    kept.publish("two");
    Progress breaking =
        (doing, done, of) -> {
          if (doing.contains("catalog") && done == of) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> backup(to(), breaking)).hasMessage("killed");
    try (KeptData again = new KeptData(restored("again"))) {
      assertThat(again.packages.list()).isEqualTo(before);
      assertThat(again.content(first)).isEqualTo("one");
    }
    backup();
    try (KeptData again = new KeptData(restored("and again"))) {
      assertThat(again.packages.list()).isEqualTo(kept.packages.list());
    }
  }

  /** Published after the blobs were copied and deleted after the catalog was. */
  @Test
  void whatIsDeletedMeanwhileIsInNeitherCatalogNorBlobs() throws Exception {
    kept.publish("one");
    List<StoredPackage> meanwhile = new ArrayList<>();
    Progress busy =
        (doing, done, of) -> {
          if (!doing.contains("catalog")) {
            return;
          }
          try {
            if (done == 0 && meanwhile.isEmpty()) {
              meanwhile.add(kept.publish("short-lived"));
            } else if (done == of && meanwhile.size() == 1) {
              meanwhile.add(meanwhile.getFirst());
              kept.packages.delete(meanwhile.getFirst().id());
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        };
    Backup.Done done = backup(to(), busy);
    assertThat(meanwhile).hasSize(2);
    assertThat(done.missing()).isZero();
    try (KeptData again = new KeptData(restored("again"))) {
      assertThat(again.packages.list()).isEqualTo(kept.packages.list()).hasSize(1);
    }
  }

  @Test
  void oneThatIsLostInTheDataDirectoryIsNamed() throws Exception {
    StoredPackage lost = kept.publish("one");
    kept.publish("two");
    Files.delete(kept.file(lost));
    Backup.Done done = backup();
    assertThat(done.missing()).isEqualTo(1);
    assertThat(Files.readString(to().resolve("manifest.json"))).contains(lost.digest().hex());
    Restore.Done back = restore(to(), "again", SILENT);
    assertThat(back.missing()).containsExactly(lost.digest());
    assertThat(back.blobs()).isEqualTo(1);
  }

  @Test
  void aFolderWithOtherThingsIsLeftAlone() throws Exception {
    Files.createDirectories(to());
    Files.writeString(to().resolve("letter"), "mine");
    assertThatThrownBy(this::backup)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not empty; a backup needs a new folder");
    assertThat(files(to()))
        .extracting(file -> file.getFileName() + "")
        .containsOnly("letter", "lock");
  }

  @Test
  void noServiceStartsOnABackup() throws Exception {
    kept.publish("one");
    backup();
    assertThatThrownBy(() -> DataLayout.open(to()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a backup; './netdepot restore");
    assertThat(files(to().resolve("blobs"))).hasSize(1);
  }

  @Test
  void nothingIsRestoredOverWhatIsThere() throws Exception {
    kept.publish("one");
    backup();
    Path data = restored("again");
    assertThatThrownBy(() -> restore(to(), "again", SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not empty; a backup is restored into a new or an empty one");
    try (KeptData again = new KeptData(data)) {
      assertThatThrownBy(() -> restore(to(), "again", SILENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("used by another running service");
      assertThat(again.packages.list()).hasSize(1);
    }
  }

  @Test
  void aRestoreThatIsBrokenOffGoesOnAndNoServiceStartsBefore() throws Exception {
    kept.publish("one");
    kept.publish("two");
    backup();
    Progress breaking =
        (doing, done, of) -> {
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> restore(to(), "again", breaking)).hasMessage("killed");
    assertThatThrownBy(() -> DataLayout.open(folder.resolve("again")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Not all of a backup has been restored");
    try (KeptData again = new KeptData(restored("again"))) {
      assertThat(again.packages.list()).isEqualTo(kept.packages.list());
    }
  }

  @Test
  void damageInTheBackupIsNotRestored() throws Exception {
    StoredPackage damaged = kept.publish("one");
    kept.publish("two");
    backup();
    String digest = damaged.digest().hex();
    Path blob = to().resolve("blobs/sha256/" + digest.substring(0, 2) + "/" + digest);
    Files.delete(blob);
    Files.writeString(blob, "0ne");
    Restore.Done done = restore(to(), "again", SILENT);
    assertThat(done.missing()).containsExactly(damaged.digest());

    Path catalog =
        files(to()).stream().filter(f -> f.endsWith("catalog.db")).findFirst().orElseThrow();
    Files.write(catalog, new byte[100]);
    assertThatThrownBy(() -> restore(to(), "and again", SILENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing or damaged; use another backup");
  }

  @Test
  void aKeyThatDoesNotFitIsTold() throws Exception {
    new SealingKey(kept.layout, kept.catalog.secrets()).open();
    kept.catalog
        .profiles()
        .add(
            new Profile(
                new EntityId("000000000000000000000001"),
                "lab",
                "admin",
                new SealedSecret(new byte[40]),
                true));
    assertThat(backup().keyFits()).isTrue();
    SecretKeyFile.make(kept.layout.secretKey());
    assertThat(backup().keyFits()).isFalse();
  }

  @Test
  void anotherFileSystemGetsCheckedCopies() throws Exception {
    Path shm = Path.of("/dev/shm");
    Assumptions.assumeTrue(
        Files.isWritable(shm) && !Files.getFileStore(shm).equals(Files.getFileStore(folder)),
        "There is no other file system to write to");
    Path elsewhere = Files.createTempDirectory(shm, "netdepot-test-");
    try {
      StoredPackage first = kept.publish("one");
      Backup.Done done = backup(elsewhere, SILENT);
      assertThat(done.copied()).isEqualTo(1);
      assertThat(done.linked()).isZero();
      StoredPackage damaged = kept.publish("two");
      Path blob = kept.file(damaged);
      Files.delete(blob);
      Files.writeString(blob, "tw0");
      Backup.Done second = backup(elsewhere, SILENT);
      assertThat(second.copied()).isZero();
      assertThat(second.missing()).isEqualTo(1);
      Restore.Done back = restore(elsewhere, "again", SILENT);
      assertThat(back.missing()).containsExactly(damaged.digest());
      try (KeptData again = new KeptData(folder.resolve("again"))) {
        assertThat(again.content(first)).isEqualTo("one");
        assertThat(Files.isSameFile(again.file(first), kept.file(first))).isFalse();
      }
    } finally {
      Folder.remove(elsewhere);
    }
  }
}
