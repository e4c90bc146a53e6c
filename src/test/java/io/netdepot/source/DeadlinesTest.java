package io.netdepot.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.config.DataSize;
import io.netdepot.config.SyncSettings;
import io.netdepot.source.SourceFailure.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static SyncSettings settings(Duration deadline) {
    return SourceRoom.settings(Duration.ofSeconds(20), new DataSize(1), deadline);
  }

  private static SourceFailure cut(Transfer transfer) {
    return catchThrowableOfType(SourceFailure.class, () -> transfer.pause(Duration.ofMinutes(1)));
  }

  @Test
  void aTextHasADeadlineOfItsOwn() {
    Transfer transfer = new Transfer();
    try (Deadlines deadlines =
            new Deadlines(settings(Duration.ofHours(12)), Duration.ofMillis(50));
        Deadlines.Deadline deadline = deadlines.ofText(transfer)) {
      deadline.begin();
      SourceFailure failure = cut(transfer);
      assertThat(failure.reason()).isEqualTo(Reason.TOO_SLOW);
      assertThat(failure.sentence()).endsWith("did not come within 50 ms");
    }
  }

  @Test
  void aTextTakesNoLongerThanAFileMay() {
    Transfer transfer = new Transfer();
    try (Deadlines deadlines = new Deadlines(settings(Duration.ofMillis(50)));
        Deadlines.Deadline deadline = deadlines.ofText(transfer)) {
      deadline.begin();
      assertThat(cut(transfer).sentence()).endsWith("within 50 ms (images.fetch-deadline)");
    }
  }
}
