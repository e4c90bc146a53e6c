package io.netdepot.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netdepot.catalog.Hold;
import io.netdepot.catalog.PackageCatalog.Removal;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.config.DataSize;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.InMemoryBlobChecks;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportPackagesTest {
  private static final Instant NOW = Instant.parse("2026-01-05T10:18:42Z");
  private static final String NAME = "/host/dump/nvos_dump_sw11_20260105_101500.tar.gz";

  private final EntityIdSource ids = new EntityIdSource(InstantSource.fixed(NOW), new Random(1));
  private final FakePackageCatalog catalog = new FakePackageCatalog();
  private DataLayout layout;
  private Spool spool;
  private FileBlobStore blobs;
  private KeptBlobs kept;
  private SupportPackages packages;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    layout = DataLayout.open(directory);
    StoreHealth health = new StoreHealth();
    StoreSettings settings = new StoreSettings(directory, new DataSize(0), 5);
    spool = new Spool(layout, new DiskGuard(layout, settings), health);
    blobs = new FileBlobStore(layout, health);
    kept = new KeptBlobs(blobs, spool, catalog, new InMemoryBlobChecks(catalog));
    packages = new SupportPackages(catalog, kept, ids, InstantSource.fixed(NOW));
  }

  @AfterEach
  void close() throws Exception {
    layout.close();
  }

  private SwitchTask task() {
    return new SwitchTask(
        ids.next(),
        ids.next(),
        SwitchAddress.of("10.20.0.11"),
        ids.next(),
        Access.ssh("nvos", 22),
        1,
        Optional.empty());
  }

  private ReceivedFile receive(String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    try (SpoolFile file = spool.create()) {
      file.write(bytes, 0, bytes.length);
      return file.finish();
    }
  }

  @Test
  void publishesFileAndRecord() throws Exception {
    SwitchTask task = task();
    ReceivedFile received = receive("content");
    StoredPackage stored = packages.publish(task, NAME, received);
    assertThat(stored)
        .isEqualTo(
            new StoredPackage(
                stored.id(),
                task.operationId(),
                task.taskId(),
                task.address(),
                "nvos_dump_sw11_20260105_101500.tar.gz",
                7,
                received.digest(),
                NOW,
                task.platform(),
                Optional.empty()));
    assertThat(packages.find(stored.id())).contains(stored);
    assertThat(packages.list()).containsExactly(stored);
    assertThat(packages.fileOf(stored).orElseThrow()).hasContent("content");
    assertThat(spool.sweep()).isZero();
  }

  @Test
  void knowsWhatWasFoundUntilItIsDeleted() throws Exception {
    StoredPackage stored = packages.publish(task(), NAME, receive("content"));
    assertThat(packages.known(stored.id())).isEmpty();

    packages.find(stored.id());
    assertThat(packages.known(stored.id())).contains(stored);

    packages.delete(stored.id());
    assertThat(packages.known(stored.id())).isEmpty();
    assertThat(packages.find(stored.id())).isEmpty();
  }

  @Test
  void listsWhatIsThereAfterEveryChange() throws Exception {
    assertThat(packages.list()).isEmpty();
    StoredPackage first = packages.publish(task(), NAME, receive("content"));
    assertThat(packages.list()).containsExactly(first);
    StoredPackage second = packages.publish(task(), NAME, receive("content"));
    assertThat(packages.list()).containsExactly(second, first);
    packages.delete(first.id());
    assertThat(packages.list()).containsExactly(second);
  }

  @Test
  void answersATaskThatPublishedBeforeWithThatPackage() throws Exception {
    SwitchTask task = task();
    StoredPackage first = packages.publish(task, NAME, receive("content"));
    assertThat(packages.publish(task, NAME, receive("other content"))).isEqualTo(first);
    assertThat(packages.list()).containsExactly(first);
    assertThat(blobs.list()).containsExactly(first.digest());
    assertThat(spool.sweep()).isZero();
  }

  @Test
  void keepsABlobAsLongAsAPackageNeedsIt() throws Exception {
    StoredPackage first = packages.publish(task(), NAME, receive("content"));
    StoredPackage second = packages.publish(task(), NAME, receive("content"));
    assertThat(packages.delete(first.id())).isEqualTo(new Removal.Done(first));
    assertThat(packages.fileOf(second).orElseThrow()).hasContent("content");
    assertThat(packages.delete(second.id())).isEqualTo(new Removal.Done(second));
    assertThat(packages.delete(second.id())).isEqualTo(new Removal.NotFound());
    assertThat(packages.fileOf(second)).isEmpty();
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void keepsWhatIsHeldUntilItIsReleased() throws Exception {
    StoredPackage free = packages.publish(task(), NAME, receive("content"));
    assertThat(packages.find(free.id())).contains(free);
    Hold hold = new Hold(NOW, "rw-user", "case 7");
    assertThat(packages.hold(free.id(), "rw-user", "case 7")).isPresent();
    assertThat(packages.find(free.id()).flatMap(StoredPackage::hold)).contains(hold);
    assertThat(packages.delete(free.id())).isEqualTo(new Removal.Held(hold));
    assertThat(packages.fileOf(free)).isPresent();
    assertThat(packages.list()).extracting(StoredPackage::hold).containsExactly(Optional.of(hold));
    assertThat(packages.release(free.id())).contains(free);
    assertThat(packages.find(free.id())).contains(free);
    assertThat(packages.delete(free.id())).isEqualTo(new Removal.Done(free));
  }

  @Test
  void doesNotDeleteWhatIsNotThere() {
    assertThat(packages.delete(new EntityId("0".repeat(24)))).isEqualTo(new Removal.NotFound());
  }

  @Test
  void leavesNothingWhenTheRecordFails() throws Exception {
    StoredPackage kept = packages.publish(task(), NAME, receive("content"));
    catalog.failFromNowOn(true);
    ReceivedFile equal = receive("content");
    assertThatIllegalStateException().isThrownBy(() -> packages.publish(task(), NAME, equal));
    ReceivedFile other = receive("other");
    assertThatIllegalStateException().isThrownBy(() -> packages.publish(task(), NAME, other));
    assertThat(blobs.list()).containsExactly(kept.digest());
    assertThat(packages.delete(kept.id())).isEqualTo(new Removal.Done(kept));
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void letsADownloadUnderWayComplete() throws Exception {
    StoredPackage stored = packages.publish(task(), NAME, receive("content"));
    try (InputStream download = blobs.open(stored.digest())) {
      packages.delete(stored.id());
      assertThat(download.readAllBytes()).hasSize(7);
    }
  }

  @Test
  void doesNotRecordWhatItCouldNotStore() throws Exception {
    ReceivedFile received = receive("content");
    spool.drop(received);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> packages.publish(task(), NAME, received));
    assertThat(packages.list()).isEmpty();
  }

  @Test
  void reportsAndKeepsWhatIsLost() throws Exception {
    StoredPackage whole = packages.publish(task(), NAME, receive("content"));
    StoredPackage lost = packages.publish(task(), NAME, receive("lost"));
    blobs.delete(lost.digest());
    assertThat(packages.reportLost(kept.sweep().missing())).containsExactly(lost);
    assertThat(packages.list()).contains(whole, lost);
  }

  @Test
  void neverLosesTheBlobOfAPackageThatIsPublishedWhileAnEqualOneIsDeleted() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<StoredPackage>> published = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        StoredPackage old = packages.publish(task(), NAME, receive("content"));
        ReceivedFile received = receive("content");
        SwitchTask task = task();
        Future<Removal> deleted = threads.submit(() -> packages.delete(old.id()));
        published.add(threads.submit(() -> packages.publish(task, NAME, received)));
        assertThat(deleted.get()).isEqualTo(new Removal.Done(old));
        StoredPackage stored = published.getLast().get();
        assertThat(packages.fileOf(stored)).isPresent();
        packages.delete(stored.id());
      }
    }
    assertThat(blobs.list()).isEmpty();
    assertThat(spool.sweep()).isZero();
  }
}
