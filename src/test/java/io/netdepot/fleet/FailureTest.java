package io.netdepot.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void whatASwitchPrintedReachesNoTerminal() {
    Failure failure =
        new Failure(
            FailureReason.COMMAND_FAILED, Phase.GENERATE, "said:\n\u001b[31mred\u0007 text\r\n");
    assertThat(failure.details()).isEqualTo("said: [31mred text");
  }

  @Test
  void detailsAreBounded() {
    Failure failure =
        new Failure(FailureReason.COMMAND_FAILED, Phase.GENERATE, "x".repeat(100_000));
    assertThat(failure.details()).hasSize(1_000).endsWith("…");
  }

  @Test
  void codesAndWordsReadBack() {
    for (FailureReason reason : FailureReason.values()) {
      assertThat(FailureReason.of(reason.code())).isEqualTo(reason);
    }
    for (Phase phase : Phase.values()) {
      assertThat(Phase.of(phase.word())).isEqualTo(phase);
    }
  }
}
