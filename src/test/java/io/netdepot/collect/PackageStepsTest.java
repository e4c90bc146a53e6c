package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.archive.ArchiveChecker;
import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.config.CollectSettings;
import io.netdepot.config.DataSize;
import io.netdepot.config.GivenSettings;
import io.netdepot.config.StoreSettings;
import io.netdepot.fleet.Access;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.operation.LiveTask;
import io.netdepot.operation.LiveTasks;
import io.netdepot.packages.SupportPackages;
import io.netdepot.simulator.PackageContent;
import io.netdepot.store.DataLayout;
import io.netdepot.store.DiskGuard;
import io.netdepot.store.FileBlobStore;
import io.netdepot.store.KeptBlobs;
import io.netdepot.store.ReceivedFile;
import io.netdepot.store.Spool;
import io.netdepot.store.SpoolFile;
import io.netdepot.store.StoreHealth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStepsTest {
  private static final EntityId ID = new EntityId("0".repeat(24));
  private static final String REMOTE = "/host/dump/nvos_dump_sw1_20260105_101500.tar.gz";
  private static final SwitchTask TASK =
      new SwitchTask(
          ID, ID, SwitchAddress.of("sw1"), ID, Access.ssh("nvos", 22), 1, Optional.empty());

  private final HandClock clock = new HandClock();
  private final Catalog catalog = new InMemoryCatalog();
  private final TaskRuns runs = new TaskRuns();
  private final LiveTask live = new LiveTasks(clock).begin(ID);
  private DataLayout layout;
  private Spool spool;
  private ArchiveChecker checker;
  private PackageSteps steps;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    layout = DataLayout.open(directory);
    StoreHealth health = new StoreHealth();
    StoreSettings store = new StoreSettings(directory, new DataSize(0), 0);
    spool = new Spool(layout, new DiskGuard(layout, store), health);
    checker = new ArchiveChecker(settings());
    steps =
        new PackageSteps(
            runs,
            checker,
            spool,
            new SupportPackages(
                catalog.packages(),
                new KeptBlobs(
                    new FileBlobStore(layout, health),
                    spool,
                    catalog.references(),
                    catalog.blobChecks()),
                new EntityIdSource(clock, new Random(1)),
                clock));
    runs.add(new TaskRun(task(), live));
  }

  @AfterEach
  void close() throws IOException {
    checker.close();
    layout.close();
  }

  @Test
  void wholeArchiveIsCheckedAndPublishedUnderItsOwnName() throws Exception {
    ReceivedFile file = received(archive());
    StoredPackage stored = steps.publish(steps.check(file, TASK), REMOTE, TASK);
    assertThat(stored.fileName()).isEqualTo("nvos_dump_sw1_20260105_101500.tar.gz");
    assertThat(stored.digest()).isEqualTo(file.digest());
    assertThat(catalog.packages().list()).containsExactly(stored);
    assertThat(runs.of(TASK).published()).contains(stored);
  }

  @Test
  void whatIsNotWholeIsRefusedWithItsReasonAndLeftToWhoeverEndsTheTry() throws Exception {
    byte[] whole = archive();
    assertRefused(Arrays.copyOf(whole, whole.length - 9), FailureReason.ARCHIVE_DAMAGED);
    assertRefused(
        "<html>502</html>".getBytes(StandardCharsets.US_ASCII), FailureReason.NOT_AN_ARCHIVE);
    assertThat(catalog.packages().list()).isEmpty();
  }

  @Test
  void taskThatWasToldToStopPublishesNothing() throws Exception {
    ReceivedFile file = steps.check(received(archive()), TASK);
    runs.of(TASK).interrupt();
    assertThatThrownBy(() -> steps.check(file, TASK)).isInstanceOf(SwitchFailure.class);
    assertThat(spool.sweep()).isZero();
  }

  @Test
  void bytesOfAnotherDigestAreRefusedAndKept() throws Exception {
    ReceivedFile file = received(archive());
    assertThat(steps.sameDigest(file, "", TASK)).isEqualTo(file);
    assertThat(steps.sameDigest(file, file.digest().hex(), TASK)).isEqualTo(file);
    assertThatThrownBy(() -> steps.sameDigest(file, "0".repeat(64), TASK))
        .isInstanceOfSatisfying(
            SwitchFailure.class,
            failure -> {
              assertThat(failure.failure().reason()).isEqualTo(FailureReason.DIGEST_DIFFERS);
              assertThat(runs.of(TASK).refused())
                  .contains(new TaskRun.Refused(file, failure.failure()));
            });
  }

  private void assertRefused(byte[] content, FailureReason reason) throws IOException {
    ReceivedFile file = received(content);
    assertThatThrownBy(() -> steps.check(file, TASK))
        .isInstanceOfSatisfying(
            SwitchFailure.class,
            failure -> {
              assertThat(failure.failure().reason()).isEqualTo(reason);
              assertThat(runs.of(TASK).refused())
                  .contains(new TaskRun.Refused(file, failure.failure()));
            });
  }

  private ReceivedFile received(byte[] content) throws IOException {
    try (SpoolFile file = spool.create()) {
      file.write(content, 0, content.length);
      return file.finish();
    }
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PackageContent(100_000, 7).writeTo(out);
    return out.toByteArray();
  }

  private static Task task() {
    return new Task(
        ID,
        ID,
        0,
        TASK.address(),
        ID,
        OperationState.IN_PROGRESS,
        1,
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  private static CollectSettings settings() {
    return GivenSettings.of().collect();
  }
}
