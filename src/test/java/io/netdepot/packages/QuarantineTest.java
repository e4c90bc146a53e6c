package io.netdepot.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.QuarantinedFile;
import io.netdepot.config.DataSize;
import io.netdepot.config.QuarantineSettings;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
  private static final String NAME = "/host/dump/nvos_dump_sw11_20260105_101500.tar.gz";
  private static final Failure DAMAGED =
      new Failure(FailureReason.ARCHIVE_DAMAGED, Phase.CHECK, "It ends early");

  private final HandClock clock = new HandClock();
  private final EntityIdSource ids = new EntityIdSource(clock, new Random(1));
  private final Catalog catalog = new InMemoryCatalog();
  private DataLayout layout;
  private Spool spool;
  private FileBlobStore blobs;
  private KeptBlobs kept;
  private Quarantine quarantine;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    layout = DataLayout.open(directory);
    StoreHealth health = new StoreHealth();
    StoreSettings store = new StoreSettings(directory, new DataSize(0), 0);
    spool = new Spool(layout, new DiskGuard(layout, store), health);
    blobs = new FileBlobStore(layout, health);
    kept = new KeptBlobs(blobs, spool, catalog.references(), catalog.blobChecks());
    quarantine = with(Duration.ofHours(24), 10);
  }

  @AfterEach
  void close() throws IOException {
    layout.close();
  }

  private Quarantine with(Duration age, long most) {
    return new Quarantine(
        new QuarantineSettings(age, new DataSize(most)), catalog.quarantine(), kept, ids, clock);
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

  private QuarantinedFile keep(SwitchTask task, String content) throws IOException {
    return quarantine.keep(task, NAME, DAMAGED, receive(content)).orElseThrow();
  }

  @Test
  void keepsWhatCameForItsTime() throws Exception {
    SwitchTask task = task();
    QuarantinedFile file = keep(task, "abc");
    assertThat(file.fileName()).isEqualTo("nvos_dump_sw11_20260105_101500.tar.gz");
    assertThat(file.failure()).isEqualTo(DAMAGED);
    assertThat(file.expires()).isEqualTo(file.at().plus(Duration.ofHours(24)));
    assertThat(quarantine.find(file.id())).contains(file);
    assertThat(quarantine.fileOf(file).orElseThrow()).hasContent("abc");
    assertThat(quarantine.expire()).isZero();
    clock.move(Duration.ofHours(24));
    assertThat(quarantine.expired(clock.instant())).containsExactly(file);
    assertThat(quarantine.expire()).isEqualTo(1);
    assertThat(catalog.quarantine().list()).isEmpty();
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void goesByItselfWhenItsTimeIsOver() throws Exception {
    QuarantineTimes times = new QuarantineTimes(quarantine, Duration.ofMinutes(50), clock);
    assertThat(times.pass()).as("a file may come and go").isEqualTo(Duration.ofMinutes(50));
    keep(task(), "abc");
    clock.move(Duration.ofHours(23).plusMinutes(55));
    assertThat(times.pass()).isEqualTo(Duration.ofMinutes(5));
    clock.move(Duration.ofMinutes(5));
    times.pass();
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void namesWhatHadNoName() throws Exception {
    QuarantinedFile file = quarantine.keep(task(), "", DAMAGED, receive("a")).orElseThrow();
    assertThat(file.fileName()).startsWith("support-logs-10.20.0.11-").endsWith(".tar.gz");
  }

  @Test
  void keepsTheNewestOfATaskUntilALaterTryMakesItGood() throws Exception {
    SwitchTask task = task();
    keep(task, "first");
    QuarantinedFile second = keep(task, "second");
    assertThat(catalog.quarantine().list()).containsExactly(second);
    assertThat(blobs.list()).containsExactly(second.digest());
    quarantine.madeGood(task.taskId());
    quarantine.madeGood(task.taskId());
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void staysWithinItsBoundAndLetsTheOldestGo() throws Exception {
    keep(task(), "1234");
    clock.move(Duration.ofSeconds(1));
    QuarantinedFile second = keep(task(), "56789");
    clock.move(Duration.ofSeconds(1));
    QuarantinedFile third = keep(task(), "abcde");
    assertThat(catalog.quarantine().list()).containsExactly(third, second);
    assertThat(quarantine.keep(task(), NAME, DAMAGED, receive("more than ten"))).isEmpty();
    assertThat(catalog.quarantine().list()).containsExactly(third, second);
    assertThat(spool.sweep()).isZero();
  }

  @Test
  void whatATaskLeftBeforeTakesNoRoom() throws Exception {
    QuarantinedFile other = keep(task(), "1234");
    SwitchTask task = task();
    clock.move(Duration.ofSeconds(1));
    keep(task, "abcde");
    QuarantinedFile second = keep(task, "fghijk");
    assertThat(catalog.quarantine().list()).containsExactly(second, other);
  }

  @Test
  void keepsNothingWhenItIsOffAndNothingOfNothing() throws Exception {
    assertThat(with(Duration.ZERO, 10).keep(task(), NAME, DAMAGED, receive("abc"))).isEmpty();
    assertThat(quarantine.keep(task(), NAME, DAMAGED, receive(""))).isEmpty();
    assertThat(spool.sweep()).isZero();
    assertThat(blobs.list()).isEmpty();
  }

  @Test
  void aFileThatCannotBeKeptIsNoFailure() throws Exception {
    ReceivedFile gone = receive("abc");
    spool.drop(gone);
    assertThat(quarantine.keep(task(), NAME, DAMAGED, gone)).isEmpty();
    assertThat(catalog.quarantine().list()).isEmpty();
  }

  @Test
  void putsRightWhatAKilledServiceLeft() throws Exception {
    SwitchTask task = task();
    keep(task, "abc");
    QuarantinedFile other = keep(task(), "def");
    SupportPackages packages = new SupportPackages(catalog.packages(), kept, ids, clock);
    packages.publish(task, NAME, receive("whole"));
    quarantine.tidy();
    assertThat(catalog.quarantine().list()).containsExactly(other);
    blobs.delete(other.digest());
    quarantine.forgetLost(kept.sweep().missing());
    assertThat(catalog.quarantine().list()).isEmpty();
  }

  @Test
  void aPackageOfTheSameBytesKeepsTheBlob() throws Exception {
    QuarantinedFile file = keep(task(), "abc");
    SupportPackages packages = new SupportPackages(catalog.packages(), kept, ids, clock);
    packages.publish(task(), NAME, receive("abc"));
    quarantine.delete(file.id());
    assertThat(blobs.list()).containsExactly(file.digest());
  }
}
