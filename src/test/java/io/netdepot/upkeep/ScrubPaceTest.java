package io.netdepot.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netdepot.config.DataSize;
import java.io.InterruptedIOException;
import org.junit.jupiter.api.Test;

class ScrubPaceTest {
  @Test
  void readsNoFasterThanItsRate() throws Exception {
    ScrubPace pace = new ScrubPace(new DataSize(100_000), System::nanoTime);
    long began = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      pace.read(10_000);
    }
    // A busy machine takes longer; never shorter.
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(290_000_000L);
  }

  @Test
  void readsPiecesThatAreSmallEnoughForShortWaits() {
    assertThat(new ScrubPace(new DataSize(0), System::nanoTime).chunk(1_000)).isEqualTo(1_000);
    assertThat(new ScrubPace(new DataSize(5_000), System::nanoTime).chunk(1_000)).isEqualTo(500);
    assertThat(new ScrubPace(DataSize.ofMib(1), System::nanoTime).chunk(1_000)).isEqualTo(1_000);
    assertThat(new ScrubPace(new DataSize(1), System::nanoTime).chunk(1_000)).isEqualTo(1);
  }

  @Test
  void aStopEndsTheWait() {
    for (long rate : new long[] {0, 1}) {
      ScrubPace pace = new ScrubPace(new DataSize(rate), System::nanoTime);
      pace.stop();
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> pace.read(1_000_000));
    }
  }
}
