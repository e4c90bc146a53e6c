package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LifelineTest {
  private static final Failure CANCELLED =
      new Failure(FailureReason.INTERRUPTED, Phase.LIST, "cancelled by the test");

  @Test
  void goesOnWhenTheConditionHolds() throws Exception {
    Lifeline line = new Lifeline(why -> {});
    AtomicBoolean ended = new AtomicBoolean();
    Step waiting =
        Step.run(
            () -> {
              line.await(Phase.LIST, ended::get);
              return 7;
            });

    ended.set(true);
    line.pull();

    assertThat(waiting.get()).isEqualTo(7);
  }

  /** Tearing down closes what is waited for, and may be done before the waiting thread wakes. */
  @Test
  void aCutCountsAlthoughWhatIsWaitedForHasEndedToo() {
    Lifeline line = new Lifeline(why -> {});
    line.cut(CANCELLED);

    assertThatThrownBy(() -> line.await(Phase.LIST, () -> true))
        .isInstanceOfSatisfying(
            SwitchFailure.class,
            thrown -> assertThat(thrown.failure().reason()).isEqualTo(FailureReason.INTERRUPTED));
  }

  @Test
  void keepsTheFirstFailure() {
    List<Failure> torn = new ArrayList<>();
    Lifeline line = new Lifeline(torn::add);

    assertThat(line.cut(CANCELLED)).isTrue();
    assertThat(line.cut(new Failure(FailureReason.TIMED_OUT, Phase.LIST, "late"))).isFalse();

    assertThat(line.failure()).contains(CANCELLED);
    assertThat(torn).containsExactly(CANCELLED);
  }
}
