package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.Phase;
import io.netdepot.operation.LiveTask.Abort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTaskTest {
  private final HandClock clock = new HandClock();
  private final LiveTasks tasks = new LiveTasks(clock);
  private final EntityId id = new EntityId("0".repeat(24));
  private final LiveTask task = tasks.begin(id);

  @Test
  void percentageMovesWithPhasesTimeAndBytesAndNeverFalls() {
    List<Double> seen = new ArrayList<>();
    seen.add(task.percentage());
    task.phase(Phase.LIST);
    seen.add(task.percentage());
    task.phase(Phase.GENERATE);
    seen.add(task.percentage());
    clock.move(Duration.ofMinutes(2));
    seen.add(task.percentage());
    task.phase(Phase.LIST);
    seen.add(task.percentage());
    task.phase(Phase.FETCH);
    task.expect(1_000);
    seen.add(task.percentage());
    task.received(500);
    seen.add(task.percentage());
    task.phase(Phase.PUBLISH);
    seen.add(task.percentage());
    assertThat(seen).isSorted().startsWith(1.0).endsWith(96.0).contains(67.5);
  }

  @Test
  void percentageOfADeliveryFollowsItsBytesThoughTheSwitchIsLookedAtBefore() {
    task.phase(Phase.COMPARE);
    task.phase(Phase.PREPARE);
    assertThat(task.percentage()).isEqualTo(4);
    task.phase(Phase.DELIVER);
    task.expect(1_000);
    task.sent(50);
    assertThat(task.percentage()).isEqualTo(8);
    task.phase(Phase.COMPARE);
    assertThat(task.percentage()).isEqualTo(66);
  }

  @Test
  void percentageDoesNotFallWithTheNextTry() {
    task.phase(Phase.FETCH);
    double reached = task.percentage();
    tasks.end(task, true);
    assertThat(tasks.reached(id)).isEqualTo(reached);
    assertThat(tasks.begin(id).percentage()).isEqualTo(reached);
  }

  @Test
  void abortReachesTheWorkWhicheverComesFirst() {
    List<Failure> stopped = new ArrayList<>();
    task.stopWith(stopped::add);
    task.abort(Abort.CANCELLED);
    assertThat(stopped).hasSize(1);

    LiveTask late = tasks.begin(id);
    late.abort(Abort.CANCELLED);
    late.stopWith(stopped::add);
    assertThat(stopped).hasSize(2);
  }

  @Test
  void publishingWinsOverALaterCancelAndLosesAgainstAnEarlierOne() {
    assertThat(task.startPublishing()).isTrue();
    assertThat(task.abortUnlessPublishing(Abort.CANCELLED)).isFalse();
    assertThat(task.aborted()).isEmpty();

    LiveTask other = tasks.begin(id);
    assertThat(other.abortUnlessPublishing(Abort.CANCELLED)).isTrue();
    assertThat(other.startPublishing()).isFalse();
  }

  @Test
  void firstReasonToStopWins() {
    task.abort(Abort.SERVICE_STOPS);
    task.abort(Abort.CANCELLED);
    assertThat(task.aborted()).contains(Abort.SERVICE_STOPS);
  }

  @Test
  void stoppingForARestartCanSpareTransfers() {
    LiveTask fetching = tasks.begin(new EntityId("1".repeat(24)));
    fetching.phase(Phase.FETCH);
    tasks.stopForRestart(true);
    assertThat(task.aborted()).contains(Abort.SERVICE_STOPS);
    assertThat(fetching.aborted()).isEmpty();
    tasks.stopForRestart(false);
    assertThat(fetching.aborted()).contains(Abort.SERVICE_STOPS);
  }
}
