package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.Phase;
import org.junit.jupiter.api.Test;

class LiveTasksTest {
  private static final EntityId ID = new EntityId("a".repeat(24));

  private final LiveTasks live = new LiveTasks(new HandClock());

  @Test
  void stopSparesATransferAtFirst() {
    LiveTask waiting = live.begin(ID);
    LiveTask fetching = live.begin(new EntityId("b".repeat(24)));
    fetching.phase(Phase.FETCH);
    live.stopForRestart(true);
    assertThat(waiting.aborted()).contains(LiveTask.Abort.SERVICE_STOPS);
    assertThat(fetching.aborted()).isEmpty();
    live.stopForRestart(false);
    assertThat(fetching.aborted()).contains(LiveTask.Abort.SERVICE_STOPS);
  }

  @Test
  void taskThatBeginsWhileTheServiceStopsIsToldSo() {
    live.stopForRestart(true);
    assertThat(live.begin(ID).aborted()).contains(LiveTask.Abort.SERVICE_STOPS);
  }

  @Test
  void percentageOfAnEarlierTryIsKeptForTheNextOne() {
    LiveTask first = live.begin(ID);
    first.phase(Phase.CHECK);
    live.end(first, true);
    assertThat(live.reached(ID)).isEqualTo(91);
    assertThat(live.begin(ID).percentage()).isEqualTo(91);
  }

  @Test
  void nothingIsKeptOfATaskThatWasCancelledWhileItWasPutBack() {
    LiveTask first = live.begin(ID);
    first.phase(Phase.CHECK);
    first.abort(LiveTask.Abort.CANCELLED);
    live.forget(ID);
    live.end(first, true);
    assertThat(live.reached(ID)).isZero();
  }
}
