package io.netdepot.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.Task;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final EntityId ID = new EntityId("0".repeat(24));

  @Test
  void completedOnlyWhenEverySwitchIs() {
    assertThat(over(List.of(completed(), completed())))
        .isEqualTo(new Verdict(OperationState.COMPLETED, "", "2 of 2 switches collected"));
  }

  @Test
  void partialFailureKeepsCountOfWhatIsThere() {
    Verdict verdict = over(List.of(completed(), failed(FailureReason.UNREACHABLE)));
    assertThat(verdict.state()).isEqualTo(OperationState.FAILED);
    assertThat(verdict.error()).isEqualTo("partial-failure");
    assertThat(verdict.details()).isEqualTo("1 of 2 switches collected; failed: sw1 unreachable");
  }

  @Test
  void collectionFailedWhenNothingIsKept() {
    assertThat(over(List.of(failed(FailureReason.UNREACHABLE))).error())
        .isEqualTo("collection-failed");
  }

  @Test
  void stalledWhenEveryFailureIsAStall() {
    assertThat(over(List.of(completed(), failed(FailureReason.STALLED))).error())
        .isEqualTo("stalled");
    assertThat(
            over(List.of(failed(FailureReason.UNREACHABLE), failed(FailureReason.STALLED))).error())
        .isEqualTo("collection-failed");
  }

  @Test
  void cancelledWhenAnySwitchWas() {
    Verdict verdict =
        over(List.of(completed(), cancelled(), failed(FailureReason.AUTHENTICATION_FAILED)));
    assertThat(verdict.state()).isEqualTo(OperationState.CANCELLED);
    assertThat(verdict.error()).isEmpty();
    assertThat(verdict.details())
        .isEqualTo("1 of 3 switches collected, 1 cancelled; failed: sw1 authentication-failed");
  }

  @Test
  void namesTenFailuresAndCountsTheRest() {
    List<Task> tasks =
        IntStream.range(0, 12).mapToObj(n -> failed(FailureReason.UNREACHABLE)).toList();
    assertThat(over(tasks).details()).endsWith(" and 2 more");
  }

  @Test
  void refusesAWordThatIsNoCode() {
    for (String word : List.of("", "Failed", "a b", "-x", "x".repeat(200))) {
      assertThatThrownBy(() -> Verdict.of(word, OperationKind.COLLECTION, List.of(completed())))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Verdict.of("site-down", OperationKind.COLLECTION, List.of(completed())).error())
        .isEqualTo("site-down");
  }

  private static Verdict over(List<Task> tasks) {
    return Verdict.of(
        Verdict.usual(Outcomes.of(ID, OperationKind.COLLECTION, tasks)),
        OperationKind.COLLECTION,
        tasks);
  }

  private static Task completed() {
    return task(OperationState.COMPLETED, Optional.empty());
  }

  private static Task cancelled() {
    return task(OperationState.CANCELLED, Optional.empty());
  }

  private static Task failed(FailureReason reason) {
    return task(OperationState.FAILED, Optional.of(new Failure(reason, Phase.CONNECT, "details")));
  }

  private static Task task(OperationState state, Optional<Failure> failure) {
    return new Task(
        ID,
        ID,
        0,
        SwitchAddress.of("sw1"),
        ID,
        state,
        1,
        Instant.EPOCH,
        Optional.empty(),
        failure,
        Optional.empty(),
        "");
  }
}
