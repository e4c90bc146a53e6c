package io.netdepot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopOnSignalTest {
  private final List<String> seen = new ArrayList<>();
  private final StopOnSignal signal = new StopOnSignal(status -> seen.add("exit " + status));

  @Test
  void closesTheLastFirstAndExitsWithZero() {
    signal.closes(() -> seen.add("folder"));
    signal.closes(() -> seen.add("service"));
    signal.stop();
    assertThat(seen).containsExactly("service", "folder", "exit 0");
  }

  @Test
  void oneThatCannotBeClosedDoesNotKeepTheOthersOpen() {
    signal.closes(() -> seen.add("folder"));
    signal.closes(
        () -> {
          throw new IllegalStateException("stuck");
        });
    signal.stop();
    assertThat(seen).containsExactly("folder", "exit 1");
  }

  @Test
  void nothingOpenIsFine() {
    signal.stop();
    assertThat(seen).containsExactly("exit 0");
  }
}
