package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FoundRecordsTest {
  private final FoundRecords<EntityId, StoredPackage> found = new FoundRecords<>(2);
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void asksTheCatalogOnce() {
    assertThat(find(1)).contains(stored(1));
    assertThat(find(1)).contains(stored(1));

    assertThat(asked).hasValue(1);
    assertThat(found.known(id(1))).contains(stored(1));
  }

  @Test
  void asksAgainForWhatWasNotThere() {
    assertThat(found.find(id(1), Optional::empty)).isEmpty();

    assertThat(found.known(id(1))).isEmpty();
    assertThat(find(1)).contains(stored(1));
  }

  @Test
  void forgetsWhatWasChanged() {
    find(1);

    found.changed(id(1));

    assertThat(found.known(id(1))).isEmpty();
    assertThat(found.find(id(1), Optional::empty)).isEmpty();
  }

  @Test
  void doesNotKeepWhatWasReadBeforeAChange() {
    found.find(
        id(1),
        () -> {
          found.changed(id(1));
          return Optional.of(stored(1));
        });

    assertThat(found.known(id(1))).isEmpty();
  }

  @Test
  void keepsNoMoreThanItMay() {
    find(1);
    find(2);
    find(3);

    assertThat(found.known(id(1))).isEmpty();
    assertThat(found.known(id(2))).isPresent();
    assertThat(found.known(id(3))).isPresent();
  }

  private Optional<StoredPackage> find(int number) {
    return found.find(
        id(number),
        () -> {
          asked.incrementAndGet();
          return Optional.of(stored(number));
        });
  }

  private static EntityId id(int number) {
    return new EntityId("%024x".formatted(number));
  }

  private static StoredPackage stored(int number) {
    return new StoredPackage(
        id(number),
        id(100),
        id(200 + number),
        SwitchAddress.of("10.20.0.11"),
        "package-" + number + ".tar.gz",
        number,
        new Sha256("ab".repeat(32)),
        Instant.EPOCH,
        "nvos",
        Optional.empty());
  }
}
