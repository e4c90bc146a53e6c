package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.PhaseTime;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.EntityIdSource;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.secret.SealedSecret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private static final EntityId DEFAULT = new EntityId("d".repeat(24));
  private static final EntityId OWN = new EntityId("e".repeat(24));
  private static final EntityId PACKAGE = new EntityId("a".repeat(24));
  private static final RecordedRequest REQUEST =
      new RecordedRequest("post", "http://localhost/netdepot/v1/operations/x/retry", "{}");

  private final HandClock clock = new HandClock();
  private final Catalog catalog = new InMemoryCatalog();
  private final LiveTasks live =
      new LiveTasks(clock, () -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
  private final Operations operations =
      new Operations(
          catalog,
          new EntityIdSource(clock, new Random(1)),
          clock,
          live,
          new WorkSignal(),
          OperationListener.NONE);
  private final Retries retries = new Retries(operations);

  @BeforeEach
  void addProfiles() {
    SealedSecret password = new SealedSecret(new byte[1]);
    catalog.profiles().add(new Profile(DEFAULT, "default", "admin", password, true));
    catalog.profiles().add(new Profile(OWN, "own", "admin", password, false));
  }

  private EntityId submit(String... addresses) {
    return ((Submitted.Accepted)
            operations.submit(
                new CollectRequest(
                    Optional.of(OWN),
                    Stream.of(addresses)
                        .map(text -> new SwitchChoice(SwitchAddress.of(text), Optional.empty()))
                        .toList(),
                    REQUEST)))
        .operationId();
  }

  /** Ends every switch; those named fail. */
  private void end(EntityId id, String... failing) {
    for (Task task : operations.claim(100)) {
      if (Set.of(failing).contains(task.address().text())) {
        operations.fail(task, new Failure(FailureReason.UNREACHABLE, Phase.CONNECT, "Refused"));
      } else {
        operations.complete(task, PACKAGE, "");
      }
    }
    assertThat(operations.fold(id)).isPresent();
  }

  private List<String> switches(EntityId id) {
    return operations.views().find(id).orElseThrow().switches().stream()
        .map(one -> one.task().address().text())
        .toList();
  }

  @Test
  void collectsAgainOnlyWhatFailedWithTheLoginItHad() {
    EntityId id = submit("sw1", "sw2", "sw3");
    assertThat(retries.retry(id, false, REQUEST)).isEqualTo(new Retried.StillRuns());
    end(id, "sw1", "sw3");

    Retried.Accepted retry = (Retried.Accepted) retries.retry(id, false, REQUEST);

    assertThat(retry.switches()).isEqualTo(2);
    assertThat(switches(retry.operationId())).containsExactly("sw1", "sw3");
    OperationDetail detail = operations.views().detail(retry.operationId()).orElseThrow();
    assertThat(detail.view().operation().retryOf()).contains(id);
    assertThat(detail.view().switches()).allMatch(one -> one.task().profileId().equals(OWN));
    assertThat(operations.views().detail(id).orElseThrow().retries())
        .containsExactly(retry.operationId());
  }

  @Test
  void namesTheSwitchThatIsBusy() {
    EntityId id = submit("sw1", "sw2");
    end(id, "sw2");
    EntityId other = submit("sw2");

    assertThat(retries.retry(id, false, REQUEST))
        .isEqualTo(new Retried.SwitchBusy(SwitchAddress.of("sw2"), other));
    assertThat(operations.views().detail(id).orElseThrow().retries()).isEmpty();
  }

  @Test
  void leavesOutWhatARetryHasCollectedSince() {
    EntityId id = submit("sw1", "sw2", "sw3");
    end(id, "sw1", "sw2", "sw3");
    EntityId second = ((Retried.Accepted) retries.retry(id, false, REQUEST)).operationId();
    end(second, "sw2", "sw3");
    EntityId third = ((Retried.Accepted) retries.retry(second, false, REQUEST)).operationId();
    end(third, "sw3");

    Retried.Accepted again = (Retried.Accepted) retries.retry(id, false, REQUEST);
    assertThat(switches(again.operationId())).containsExactly("sw3");
    end(again.operationId());
    assertThat(retries.retry(id, false, REQUEST)).isEqualTo(new Retried.NothingLeft());
  }

  @Test
  void takesCancelledSwitchesOnlyWhenAsked() {
    EntityId id = submit("sw1", "sw2");
    operations.complete(operations.claim(1).getFirst(), PACKAGE, "");
    operations.cancel(id);
    assertThat(operations.fold(id).orElseThrow().operation().state())
        .isEqualTo(OperationState.CANCELLED);

    assertThat(retries.retry(id, false, REQUEST)).isEqualTo(new Retried.NothingLeft());
    Retried.Accepted retry = (Retried.Accepted) retries.retry(id, true, REQUEST);
    assertThat(switches(retry.operationId())).hasSize(1);
  }

  @Test
  void saysWhenThereIsNoSuchOperationOrItsLoginIsGone() {
    assertThat(retries.retry(PACKAGE, false, REQUEST)).isEqualTo(new Retried.NotFound());
    EntityId id = submit("sw1");
    end(id, "sw1");
    catalog.profiles().remove(OWN);

    assertThat(retries.retry(id, false, REQUEST)).isEqualTo(new Retried.ProfileMissing(OWN));
  }

  @Test
  void tellsTheTimesOfATryWhileItGoesOnAndAfterIt() {
    EntityId id = submit("sw1");
    clock.move(Duration.ofSeconds(5));
    Task task = operations.claim(1).getFirst();
    LiveTask run = live.begin(task.id());
    clock.move(Duration.ofSeconds(2));
    run.phase(Phase.GENERATE);
    clock.move(Duration.ofSeconds(30));

    TaskTimes running = times(id, task);
    assertThat(running.endedAt()).isEmpty();
    assertThat(running.phases())
        .extracting(PhaseTime::phase)
        .containsExactly(Phase.CONNECT, Phase.GENERATE);
    assertThat(running.phases().getLast().spent()).isEqualTo(Duration.ofSeconds(30));

    operations.complete(task, PACKAGE, "");
    live.end(run, false);
    clock.move(Duration.ofHours(1));

    TaskTimes ended = times(id, task);
    assertThat(ended.phases()).isEqualTo(running.phases());
    assertThat(ended.begunAt()).isEqualTo(running.begunAt()).isPresent();
    assertThat(ended.endedAt()).contains(running.begunAt().orElseThrow().plusSeconds(32));
  }

  private TaskTimes times(EntityId id, Task task) {
    return Optional.ofNullable(operations.views().detail(id).orElseThrow().times().get(task.id()))
        .orElseThrow();
  }
}
