package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.RecordedRequest;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.HandClock;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationProgressTest {
  private static final EntityId ID = new EntityId("a".repeat(24));

  private final HandClock clock = new HandClock();
  private final LiveTasks live = new LiveTasks(clock);

  @Test
  void doesNotFallWhenATaskEndsWhileItsRecordIsRead() {
    LiveTask task = live.begin(ID);
    task.phase(Phase.FETCH);
    double shown = view(progress());
    assertThat(shown).isGreaterThan(40);

    OperationProgress progress = progress();
    live.end(task, false);

    assertThat(view(progress)).isGreaterThanOrEqualTo(shown);
  }

  private OperationProgress progress() {
    return new OperationProgress(live);
  }

  private double view(OperationProgress progress) {
    Operation operation =
        new Operation(
            ID,
            clock.instant(),
            clock.instant(),
            OperationState.IN_PROGRESS,
            new RecordedRequest("post", "http://depot", "{}"),
            "",
            "");
    Task recordedAsRunning =
        new Task(
            ID,
            ID,
            0,
            SwitchAddress.of("sw1"),
            ID,
            OperationState.IN_PROGRESS,
            1,
            clock.instant(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "");
    return progress.view(operation, List.of(recordedAsRunning), Map.of()).percentage();
  }
}
