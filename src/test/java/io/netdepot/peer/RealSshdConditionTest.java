package io.netdepot.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class RealSshdConditionTest {

  @Test
  void letsATestRunWhereNothingIsMissing() {
    assertThat(RealSshdCondition.verdict(Optional.empty(), "A test", true).isDisabled()).isFalse();
  }

  @Test
  void skipsATestByNameWhereTheServerIsMissing() {
    ConditionEvaluationResult result =
        RealSshdCondition.verdict(Optional.of("There is no sshd."), "A test", false);

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).hasValue("A test: There is no sshd.");
  }

  @Test
  void failsATestWhereTheServerIsRequired() {
    assertThatThrownBy(
            () -> RealSshdCondition.verdict(Optional.of("There is no sshd."), "A test", true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("A test: There is no sshd.");
  }
}
