package io.netdepot.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreHealthTest {
  @Test
  void remembersTheFirstProblem() {
    StoreHealth health = new StoreHealth();
    assertThat(health.problem()).isEmpty();
    health.failed("first");
    health.failed("second");
    assertThat(health.problem()).hasValue("first");
  }
}
