package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrentStepTest {
  private static final EntityId ID = new EntityId("0".repeat(24));

  @Test
  void namesTheSwitchThatIsFurthestAndCountsTheRest() {
    assertThat(
            CurrentStep.of(
                List.of(
                    at("sw1", OperationState.COMPLETED, Phase.DONE, 0, 0),
                    at("sw2", OperationState.IN_PROGRESS, Phase.GENERATE, 0, 0),
                    at("sw3", OperationState.IN_PROGRESS, Phase.FETCH, 25, 100))))
        .isEqualTo("Fetching from sw3 (25 %); 1 of 3 switches done");
  }

  @Test
  void saysThatItWaits() {
    assertThat(CurrentStep.of(List.of(at("sw1", OperationState.PENDING, Phase.WAITING, 0, 0))))
        .isEqualTo("Waiting for sw1; 0 of 1 switches done");
  }

  @Test
  void onlyCountsWhenEveryoneIsDone() {
    assertThat(CurrentStep.of(List.of(at("sw1", OperationState.FAILED, Phase.DONE, 0, 0))))
        .isEqualTo("1 of 1 switches done");
  }

  private static SwitchView at(
      String address, OperationState state, Phase phase, long received, long expected) {
    Task task =
        new Task(
            ID,
            ID,
            0,
            SwitchAddress.of(address),
            ID,
            state,
            1,
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "");
    return new SwitchView(task, phase, received, expected, Optional.empty());
  }
}
