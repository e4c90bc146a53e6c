package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every catalog keeps about quarantined files. */
abstract class QuarantineCatalogContract {
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

  private QuarantineCatalog quarantine() {
    return catalog.quarantine();
  }

  private QuarantinedFile file(EntityId task, int digest, int second) {
    return new QuarantinedFile(
        samples.id(),
        samples.id(),
        task,
        SwitchAddress.of("Sw12.example"),
        "nvos",
        "dump.tar.gz",
        Samples.failure("It ends early"),
        5_000_000_000L,
        digest(digest),
        second(second),
        second(second + 10));
  }

  private QuarantinedFile put(int digest, int second) {
    QuarantinedFile file = file(samples.id(), digest, second);
    assertThat(quarantine().put(file)).isEmpty();
    return file;
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(quarantine().list()).isEmpty();
    assertThat(quarantine().find(samples.id())).isEmpty();
    assertThat(quarantine().findByTask(samples.id())).isEmpty();
    assertThat(quarantine().remove(samples.id())).isEmpty();
    assertThat(quarantine().expired(second(99))).isEmpty();
    assertThat(quarantine().totals()).isEqualTo(new QuarantineCatalog.Totals(0, 0));
  }

  @Test
  void tellsTheOldestAndWhenTheFirstGoes() {
    assertThat(quarantine().oldest(samples.id())).isEmpty();
    assertThat(quarantine().nextExpiry()).isEmpty();
    QuarantinedFile newer = put(1, 5);
    QuarantinedFile older = put(2, 2);
    assertThat(quarantine().oldest(samples.id())).contains(older);
    assertThat(quarantine().oldest(older.taskId())).contains(newer);
    assertThat(quarantine().nextExpiry()).contains(older.expires());
  }

  @Test
  void findsWhatWasPut() {
    QuarantinedFile file = put(1, 1);
    assertThat(quarantine().find(file.id())).contains(file);
    assertThat(quarantine().findByTask(file.taskId())).contains(file);
    assertThat(quarantine().totals()).isEqualTo(new QuarantineCatalog.Totals(1, file.size()));
    assertThat(quarantine().remove(file.id())).contains(file);
    assertThat(quarantine().find(file.id())).isEmpty();
  }

  @Test
  void keepsTheNewestOfATask() {
    QuarantinedFile first = put(1, 1);
    QuarantinedFile second = file(first.taskId(), 2, 2);
    assertThat(quarantine().put(second)).contains(first);
    assertThat(quarantine().list()).containsExactly(second);
  }

  @Test
  void turnsPagesAndFilters() {
    QuarantinedFile oldest = put(1, 1);
    QuarantinedFile middle = put(1, 5);
    QuarantinedFile newest = put(1, 9);
    assertThat(quarantine().page(Optional.empty(), Optional.empty(), Optional.empty(), 2))
        .containsExactly(newest, middle);
    Optional<PageEnd> end = Optional.of(new PageEnd(middle.at(), middle.id()));
    quarantine().remove(middle.id());
    assertThat(quarantine().page(Optional.empty(), Optional.empty(), end, 2))
        .containsExactly(oldest);
    Optional<SwitchAddress> address = Optional.of(SwitchAddress.of("SW12.EXAMPLE."));
    assertThat(quarantine().page(address, Optional.of(oldest.operationId()), Optional.empty(), 2))
        .containsExactly(oldest);
    assertThat(
            quarantine()
                .page(Optional.of(SwitchAddress.of("sw13")), Optional.empty(), Optional.empty(), 2))
        .isEmpty();
  }

  @Test
  void tellsWhatMayGo() {
    QuarantinedFile old = put(1, 1);
    put(2, 5);
    assertThat(quarantine().expired(second(10))).isEmpty();
    assertThat(quarantine().expired(second(11))).containsExactly(old);
    assertThat(quarantine().expired(second(99))).hasSize(2);
  }

  @Test
  void tellsWhatALaterTryMadeGood() {
    StoredPackage stored = catalog.packages().add(samples.stored("a.tgz", 1, digest(3), second(3)));
    put(1, 1);
    QuarantinedFile good = file(stored.taskId(), 2, 2);
    quarantine().put(good);
    assertThat(quarantine().madeGood()).containsExactly(good);
  }

  @Test
  void needsItsBlobs() {
    QuarantinedFile file = put(1, 1);
    assertThat(catalog.references().refersTo(digest(1))).isTrue();
    assertThat(catalog.references().digests()).containsExactly(digest(1));
    quarantine().remove(file.id());
    assertThat(catalog.references().refersTo(digest(1))).isFalse();
    assertThat(catalog.references().digests()).isEmpty();
  }
}
