package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.OperationKind;
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
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.secret.SealedSecret;
import io.netdepot.store.Sha256;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperationsTest {
  private static final EntityId PROFILE = new EntityId("d".repeat(24));
  private static final Failure REFUSED =
      new Failure(FailureReason.UNREACHABLE, Phase.CONNECT, "Connection refused");

  private final HandClock clock = new HandClock();
  private final Catalog catalog = new InMemoryCatalog();
  private final LiveTasks live = new LiveTasks(clock);
  private final List<String> ends = new ArrayList<>();
  private final Operations operations =
      new Operations(
          catalog,
          new EntityIdSource(clock, new Random(1)),
          clock,
          live,
          new WorkSignal(),
          new OperationListener() {
            @Override
            public void switchEnded(
                OperationKind kind, OperationState state, Optional<FailureReason> reason) {
              ends.add("switch " + state.word() + reason.map(why -> " " + why.code()).orElse(""));
            }

            @Override
            public void operationEnded(OperationKind kind, OperationState state) {
              ends.add("operation " + state.word());
            }
          });

  @BeforeEach
  void addDefaultProfile() {
    catalog
        .profiles()
        .add(new Profile(PROFILE, "default", "admin", new SealedSecret(new byte[1]), true));
  }

  @Test
  void acceptedOperationIsPendingWithATaskForEachSwitchInItsOrder() {
    EntityId id = submit("sw2", "sw1");
    OperationView view = operations.views().find(id).orElseThrow();
    assertThat(view.operation().state()).isEqualTo(OperationState.PENDING);
    assertThat(view.percentage()).isZero();
    assertThat(view.switches())
        .extracting(one -> one.task().address().text())
        .containsExactly("sw2", "sw1");
    assertThat(view.switches()).allMatch(one -> one.task().profileId().equals(PROFILE));
  }

  @Test
  void busySwitchAndMissingProfileAreRefusedAndNothingIsRecorded() {
    EntityId first = submit("sw1");
    assertThat(operations.submit(request("SW1.", Optional.empty())))
        .isEqualTo(new Submitted.SwitchBusy(SwitchAddress.of("sw1"), first));
    EntityId unknown = new EntityId("e".repeat(24));
    assertThat(operations.submit(request("sw9", Optional.of(unknown))))
        .isEqualTo(new Submitted.ProfileMissing(unknown));
    assertThat(operations.views().list(10)).hasSize(1);
  }

  @Test
  void lastEndOfASwitchLetsTheOperationEndOnce() {
    EntityId id = submit("sw1", "sw2");
    List<Task> tasks = operations.claim(10);
    operations.complete(tasks.get(0), new EntityId("a".repeat(24)), "");
    assertThat(operations.fold(id)).isEmpty();
    operations.fail(tasks.get(1), REFUSED);
    assertThat(operations.toFold()).containsExactly(id);

    OperationView ended = operations.fold(id).orElseThrow();
    assertThat(ended.operation().state()).isEqualTo(OperationState.FAILED);
    assertThat(ended.operation().error()).isEqualTo("partial-failure");
    assertThat(operations.fold(id)).isEmpty();
    assertThat(operations.toFold()).isEmpty();
    assertThat(ends)
        .containsExactly("switch completed", "switch failed unreachable", "operation failed");
  }

  @Test
  void aStoredPackageCountsAsReceivedInFull() {
    EntityId id = submit("sw1");
    Task task = operations.claim(1).getFirst();
    StoredPackage stored =
        catalog
            .packages()
            .add(
                new StoredPackage(
                    new EntityId("b".repeat(24)),
                    id,
                    task.id(),
                    task.address(),
                    "dump.tar.gz",
                    1_234,
                    new Sha256("0".repeat(64)),
                    clock.instant(),
                    "nvos",
                    Optional.empty()));
    operations.complete(task, stored.id(), "");
    SwitchView view = operations.views().find(id).orElseThrow().switches().getFirst();
    assertThat(view.received()).isEqualTo(1_234);
    assertThat(view.expected()).isEqualTo(1_234);
  }

  @Test
  void retryWaitsItsTimeAndCountsATry() {
    submit("sw1");
    Task task = operations.claim(1).getFirst();
    operations.retryLater(task, REFUSED, Duration.ofSeconds(5));
    assertThat(operations.claim(1)).isEmpty();
    assertThat(operations.untilNextClaim()).contains(Duration.ofSeconds(5));
    clock.move(Duration.ofSeconds(5));
    assertThat(operations.claim(1)).singleElement().returns(2, Task::tries);
  }

  @Test
  void gracefulStopCostsNoTry() {
    submit("sw1");
    operations.putBackUntilRestart(operations.claim(1).getFirst());
    assertThat(operations.claim(1)).singleElement().returns(1, Task::tries);
  }

  @Test
  void cancelEndsWaitingAndRunningSwitchesAndSaysWhatMayRemain() {
    EntityId id = submit("sw1", "sw2");
    Task running = operations.claim(1).getFirst();
    LiveTask liveTask = live.begin(running.id());
    liveTask.phase(Phase.GENERATE);
    List<Failure> stopped = new ArrayList<>();
    liveTask.stopWith(stopped::add);

    assertThat(operations.cancel(id)).isEqualTo(CancelAnswer.CANCELLING);
    assertThat(stopped).hasSize(1);
    OperationView ended = operations.fold(id).orElseThrow();
    assertThat(ended.operation().state()).isEqualTo(OperationState.CANCELLED);
    assertThat(ended.switches())
        .extracting(one -> one.task().details())
        .containsExactly(
            "The switch may go on generating, and a package may stay in its dump directory",
            "Nothing was left on the switch");
    assertThat(operations.cancel(id)).isEqualTo(CancelAnswer.ENDED);
    assertThat(operations.cancel(PROFILE)).isEqualTo(CancelAnswer.NOT_FOUND);
  }

  @Test
  void cancelAfterTheOnlySwitchHasFailedSaysThatItIsTooLate() {
    EntityId id = submit("sw1");
    operations.fail(operations.claim(1).getFirst(), REFUSED);

    assertThat(operations.cancel(id)).isEqualTo(CancelAnswer.ENDED);
    assertThat(operations.fold(id).orElseThrow().operation().state())
        .isEqualTo(OperationState.FAILED);
  }

  @Test
  void cancelIsTakenTwice() {
    EntityId id = submit("sw1", "sw2");
    operations.fail(operations.claim(1).getFirst(), REFUSED);

    assertThat(operations.cancel(id)).isEqualTo(CancelAnswer.CANCELLING);
    assertThat(operations.cancel(id)).isEqualTo(CancelAnswer.CANCELLING);
  }

  @Test
  void cancelNamesThePackageThatStaysOnTheSwitch() {
    EntityId id = submit("sw1");
    Task running = operations.claim(1).getFirst();
    live.begin(running.id()).phase(Phase.FETCH);
    operations.leftOver(running.id(), Optional.of("/host/dump/x.tar.gz"));
    operations.cancel(id);
    assertThat(operations.views().find(id).orElseThrow().switches().getFirst().task().details())
        .contains("/host/dump/x.tar.gz");
  }

  @Test
  void failureNamesThePackageThatStaysOnTheSwitch() {
    EntityId id = submit("sw1");
    Task task = operations.claim(1).getFirst();
    operations.leftOver(task.id(), Optional.of("/host/dump/x.tar.gz"));
    operations.fail(
        task, new Failure(FailureReason.ARCHIVE_DAMAGED, Phase.CHECK, "The archive ends early"));
    assertThat(operations.views().find(id).orElseThrow().switches().getFirst().task().failure())
        .map(Failure::details)
        .contains(
            "The archive ends early. The generated package may stay on the switch:"
                + " /host/dump/x.tar.gz");
  }

  @Test
  void cancelAfterPublishingBeganKeepsThePackageAndTheSwitchCompletes() {
    EntityId id = submit("sw1");
    Task running = operations.claim(1).getFirst();
    LiveTask liveTask = live.begin(running.id());
    liveTask.startPublishing();
    operations.cancel(id);
    assertThat(liveTask.aborted()).contains(LiveTask.Abort.CANCELLED);
    operations.complete(running, new EntityId("a".repeat(24)), "cleaning was cut short");
    assertThat(operations.fold(id).orElseThrow().operation().state())
        .isEqualTo(OperationState.COMPLETED);
  }

  @Test
  void cancelWhilePublishingFailsStillEndsTheSwitch() {
    EntityId id = submit("sw1");
    Task running = operations.claim(1).getFirst();
    live.begin(running.id()).startPublishing();
    operations.cancel(id);
    operations.cancelled(running, Phase.PUBLISH);
    operations.cancelled(running, Phase.PUBLISH);
    assertThat(operations.fold(id).orElseThrow().operation().state())
        .isEqualTo(OperationState.CANCELLED);
    assertThat(ends).containsExactly("switch cancelled", "operation cancelled");
  }

  @Test
  void cancelTellsEverySwitchBeforeItRecordsTheFirst() {
    EntityId id = submit("sw1", "sw2");
    List<Task> tasks = operations.claim(2);
    live.begin(tasks.getFirst().id());
    List<String> endsAtTheLast = new ArrayList<>(List.of("not told"));
    live.begin(tasks.get(1).id())
        .stopWith(
            failure -> {
              endsAtTheLast.clear();
              endsAtTheLast.addAll(ends);
            });
    operations.cancel(id);
    assertThat(endsAtTheLast).isEmpty();
    assertThat(ends).containsExactly("switch cancelled", "switch cancelled");
  }

  @Test
  void cancelWhileWaitingForAnotherTryRemembersHowFarTheEarlierOneCame() {
    EntityId id = submit("sw1");
    Task task = operations.claim(1).getFirst();
    Failure lost = new Failure(FailureReason.CONNECTION_LOST, Phase.GENERATE, "It broke");
    assertThat(operations.retryLater(task, lost, Duration.ofSeconds(5))).isTrue();
    operations.cancel(id);
    assertThat(operations.views().find(id).orElseThrow().switches().getFirst().task().details())
        .startsWith("The switch may go on generating");
  }

  @Test
  void cancelAfterAKilledTryPromisesNothing() {
    EntityId id = submit("sw1");
    Task task = operations.claim(1).getFirst();
    operations.retryLater(
        task, new Failure(FailureReason.INTERRUPTED, Phase.WAITING, "Killed"), Duration.ZERO);
    operations.cancel(id);
    assertThat(operations.views().find(id).orElseThrow().switches().getFirst().task().details())
        .startsWith("The switch may go on generating");
  }

  @Test
  void noOtherTryFollowsACancel() {
    EntityId id = submit("sw1");
    Task task = operations.claim(1).getFirst();
    assertThat(operations.isWanted(task)).isTrue();
    operations.cancel(id);
    assertThat(operations.isWanted(task)).isFalse();
    assertThat(operations.retryLater(task, REFUSED, Duration.ZERO)).isFalse();
  }

  @Test
  void viewShowsProgressWhileItRuns() {
    EntityId id = submit("sw1", "sw2");
    List<Task> tasks = operations.claim(2);
    LiveTask first = live.begin(tasks.getFirst().id());
    live.begin(tasks.get(1).id());
    first.phase(Phase.FETCH);
    first.expect(200);
    clock.move(Duration.ofSeconds(9));
    first.received(100);
    OperationView view = operations.views().find(id).orElseThrow();
    assertThat(view.currentStep()).isEqualTo("Fetching from sw1 (50 %); 0 of 2 switches done");
    assertThat(view.percentage()).isEqualTo(34.3);
    assertThat(view.updatedAt()).isEqualTo(clock.instant());
    assertThat(live.receivedInAll()).isEqualTo(100);
  }

  private EntityId submit(String... addresses) {
    Submitted submitted =
        operations.submit(
            new CollectRequest(
                Optional.empty(),
                Stream.of(addresses)
                    .map(text -> new SwitchChoice(SwitchAddress.of(text), Optional.empty()))
                    .toList(),
                new RecordedRequest("post", "http://localhost/nmx/v1/support-packages", "{}")));
    return ((Submitted.Accepted) submitted).operationId();
  }

  private static CollectRequest request(String address, Optional<EntityId> profile) {
    return new CollectRequest(
        profile,
        List.of(new SwitchChoice(SwitchAddress.of(address), Optional.empty())),
        new RecordedRequest("post", "http://localhost/nmx/v1/support-packages", "{}"));
  }
}
