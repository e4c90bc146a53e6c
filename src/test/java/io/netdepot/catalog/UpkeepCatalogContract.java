package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.store.BlobCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about upkeep. */
abstract class UpkeepCatalogContract {
  private Catalog catalog = new InMemoryCatalog();

  /** An empty catalog. */
  abstract Catalog open();

  @BeforeEach
  void openCatalog() {
    catalog = open();
  }

  @AfterEach
  void closeCatalog() {
    catalog.close();
  }

  private UpkeepCatalog upkeep() {
    return catalog.upkeep();
  }

  @Test
  void nothingRanAtFirst() {
    assertThat(upkeep().scrub()).isEmpty();
    assertThat(upkeep().expiry()).isEmpty();
  }

  @Test
  void keepsTheLastScrubWithWhatItFound() {
    ScrubState begun = ScrubState.begun(second(1), 3);
    upkeep().record(begun, List.of());
    assertThat(upkeep().scrub()).contains(begun);
    ScrubState ended =
        new ScrubState(
            second(1), Optional.of(second(9)), Optional.of(digest(7)), 3, 2, 4_000_000_000L, 1, 1);
    BlobCheck good = BlobCheck.verified(digest(7), second(8));
    upkeep().record(ended, List.of(good));
    assertThat(upkeep().scrub()).contains(ended);
    assertThat(catalog.blobChecks().find(digest(7))).contains(good);
  }

  @Test
  void keepsTheLastRunOfTheRules() {
    ExpiryState begun = new ExpiryState(second(1), Optional.empty(), Map.of(), 0, 0, "");
    upkeep().record(begun);
    assertThat(upkeep().expiry()).contains(begun);
    ExpiryState ended =
        new ExpiryState(
            second(1),
            Optional.of(second(2)),
            Map.of("package", 3L, "operation", 4_000_000_000L),
            5,
            1,
            "It could not");
    upkeep().record(ended);
    assertThat(upkeep().expiry()).contains(ended);
  }
}
