package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobCheck.Outcome;
import io.netdepot.store.BlobChecks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog does with what reading blobs again found. */
abstract class BlobChecksContract {
  private static final BlobCheck GOOD = BlobCheck.verified(digest(1), second(1));
  private static final BlobCheck BAD =
      new BlobCheck(digest(2), second(2), Outcome.DAMAGED, "Its bytes are others");
  private static final BlobCheck UNREAD =
      new BlobCheck(digest(3), second(3), Outcome.UNREADABLE, "The disk refused");

  private final Samples samples = new Samples();
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

  private BlobChecks checks() {
    return catalog.blobChecks();
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(checks().find(digest(1))).isEmpty();
    assertThat(checks().find(List.of())).isEmpty();
    assertThat(checks().notVerified()).isEmpty();
  }

  @Test
  void givesBackWhatWasFound() {
    checks().record(List.of(UNREAD, GOOD, BAD));
    checks().record(List.of());
    assertThat(checks().find(digest(2))).contains(BAD);
    assertThat(checks().find(List.of(digest(1), digest(3), digest(1), digest(4))))
        .isEqualTo(Map.of(digest(1), GOOD, digest(3), UNREAD));
    assertThat(checks().notVerified()).containsExactly(BAD, UNREAD);
  }

  @Test
  void whatWasFoundLastCounts() {
    checks().record(List.of(BAD));
    BlobCheck healed = BlobCheck.verified(digest(2), second(4));
    checks().record(List.of(healed));
    assertThat(checks().find(digest(2))).contains(healed);
    assertThat(checks().notVerified()).isEmpty();
  }

  @Test
  void forgets() {
    checks().record(List.of(BAD, UNREAD));
    checks().forget(digest(2));
    checks().forget(digest(2));
    assertThat(checks().notVerified()).containsExactly(UNREAD);
  }

  @Test
  void forgetsWhatNoRecordNeeds() {
    catalog.packages().add(samples.stored("a.tgz", 1, digest(2), second(1)));
    checks().record(List.of(GOOD, BAD, UNREAD));
    assertThat(checks().forgetUnneeded()).isEqualTo(2);
    assertThat(checks().notVerified()).containsExactly(BAD);
    assertThat(checks().find(digest(1))).isEmpty();
  }
}
