package io.netdepot.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.StoredPackage;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.operation.CollectRequest;
import io.netdepot.operation.LiveTasks;
import io.netdepot.operation.OperationListener;
import io.netdepot.operation.Operations;
import io.netdepot.operation.SwitchChoice;
import io.netdepot.operation.WorkSignal;
import io.netdepot.secret.SealedSecret;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private static final int TRIES = 3;

  private final HandClock clock = new HandClock();
  private final EntityIdSource ids = new EntityIdSource(clock, new Random(1));
  private final Catalog catalog = new InMemoryCatalog();
  private final Operations operations =
      new Operations(
          catalog, ids, clock, new LiveTasks(clock), new WorkSignal(), OperationListener.NONE);
  private Recovery recovery;

  @BeforeEach
  void open() {
    catalog
        .profiles()
        .add(new Profile(ids.next(), "default", "admin", new SealedSecret(new byte[1]), true));
    recovery =
        new Recovery(
            catalog.packages(), operations, new TryEnds(operations, TRIES, Duration.ofSeconds(5)));
  }

  @Test
  void taskOfAKilledServiceRunsAgain() throws Exception {
    Task task = begun("sw1");
    recovery.run();
    assertThat(operations.claim(1))
        .singleElement()
        .returns(task.id(), Task::id)
        .returns(2, Task::tries);
  }

  @Test
  void taskThatWasKilledInEachOfItsTriesFails() throws Exception {
    begun("sw1");
    recovery.run();
    operations.claim(1);
    recovery.run();
    EntityId last = operations.claim(1).getFirst().id();
    recovery.run();
    Task ended = catalog.operations().findTask(last).orElseThrow();
    assertThat(ended.state()).isEqualTo(OperationState.FAILED);
    assertThat(ended.failure()).map(Failure::reason).contains(FailureReason.INTERRUPTED);
  }

  @Test
  void taskWhosePackageWasPublishedIsCompletedAndNotRunAgain() throws Exception {
    Task task = begun("sw1");
    operations.leftOver(task.id(), Optional.of("/host/dump/x.tar.gz"));
    StoredPackage stored =
        catalog
            .packages()
            .add(
                new StoredPackage(
                    ids.next(),
                    task.operationId(),
                    task.id(),
                    task.address(),
                    "x.tar.gz",
                    1,
                    new Sha256("a".repeat(64)),
                    clock.instant(),
                    "nvos",
                    Optional.empty()));
    recovery.run();
    Task ended = catalog.operations().findTask(task.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(OperationState.COMPLETED);
    assertThat(ended.packageId()).contains(stored.id());
    assertThat(ended.details()).contains("/host/dump/x.tar.gz");
  }

  private Task begun(String address) {
    operations.submit(
        new CollectRequest(
            Optional.empty(),
            List.of(new SwitchChoice(SwitchAddress.of(address), Optional.empty())),
            new RecordedRequest("post", "http://localhost/nmx/v1/support-packages", "{}")));
    return operations.claim(1).getFirst();
  }
}
