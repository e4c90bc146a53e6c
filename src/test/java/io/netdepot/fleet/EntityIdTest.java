package io.netdepot.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityIdTest {
  @Test
  void readsEitherCaseAsTheSameId() {
    assertThat(EntityId.parse("66F0A1B2C3D4E5F601234567"))
        .contains(new EntityId("66f0a1b2c3d4e5f601234567"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "66f0a1b2c3d4e5f60123456",
        "66f0a1b2c3d4e5f6012345678",
        "66f0a1b2c3d4e5f60123456g"
      })
  void refusesEverythingElse(String text) {
    assertThat(EntityId.parse(text)).isEmpty();
  }

  @Test
  void idsSortByTheOrderTheyWereMadeEvenWhenTheClockStepsBack() {
    HandClock clock = new HandClock();
    EntityIdSource source = new EntityIdSource(clock, new Random(7));
    List<EntityId> made = new ArrayList<>();
    made.add(source.next());
    made.add(source.next());
    clock.move(Duration.ofMinutes(-1));
    made.add(source.next());
    clock.move(Duration.ofHours(1));
    made.add(source.next());
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }
}
