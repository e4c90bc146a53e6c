package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.store.BlobCheck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every catalog keeps about packages. */
abstract class PackageCatalogContract {
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

  private PackageCatalog packages() {
    return catalog.packages();
  }

  private StoredPackage added(String fileName, long size, int digest, int second) {
    return packages().add(samples.stored(fileName, size, digest(digest), second(second)));
  }

  @Test
  void isEmptyAtFirst() {
    assertThat(packages().list()).isEmpty();
    assertThat(packages().find(samples.id())).isEmpty();
    assertThat(packages().findByTask(samples.id())).isEmpty();
    assertThat(packages().totals()).isEqualTo(new PackageCatalog.Totals(0, 0));
  }

  @Test
  void findsWhatWasAdded() {
    StoredPackage stored =
        samples.stored("nvos_dump_sw11.tar.gz", 5_000_000_000L, digest(1), second(1));
    assertThat(packages().add(stored)).isEqualTo(stored);
    assertThat(packages().find(stored.id())).contains(stored);
    assertThat(packages().findByTask(stored.taskId())).contains(stored);
    assertThat(packages().list().getFirst().address().text()).isEqualTo("Sw12.example");
  }

  @Test
  void findsSeveralAtOnceAndLeavesOutWhatIsNotThere() {
    StoredPackage first = added("a", 1, 1, 1);
    StoredPackage second = added("b", 1, 1, 2);
    added("c", 1, 1, 3);
    assertThat(packages().find(List.of(first.id(), samples.id(), second.id(), first.id())))
        .isEqualTo(Map.of(first.id(), first, second.id(), second));
    assertThat(packages().find(List.of())).isEmpty();
  }

  @Test
  void listsTheNewestFirst() {
    StoredPackage middle = added("a", 1, 1, 5);
    StoredPackage oldest = added("b", 1, 1, 1);
    StoredPackage newest = added("c", 1, 1, 9);
    StoredPackage sameTime = added("d", 1, 1, 9);
    assertThat(packages().list()).containsExactly(sameTime, newest, middle, oldest);
  }

  @ParameterizedTest
  @CsvSource({
    "dump.tar.gz, dump-2.tar.gz, dump-3.tar.gz",
    "dump.TAR.GZ, dump-2.TAR.GZ, dump-3.TAR.GZ",
    "dump.tgz, dump-2.tgz, dump-3.tgz",
    "dump.txz, dump-2.txz, dump-3.txz",
    "dump.tar.xz, dump-2.tar.xz, dump-3.tar.xz",
    "dump.tar, dump-2.tar, dump-3.tar",
    "dump, dump-2, dump-3",
    "sw1.example.tar.gz, sw1.example-2.tar.gz, sw1.example-3.tar.gz",
    "dump_10.0.0.11, dump_10.0.0.11-2, dump_10.0.0.11-3",
    ".tar.gz, .tar-2.gz, .tar-3.gz"
  })
  void numbersAFileNameThatIsTaken(String wanted, String second, String third) {
    assertThat(added(wanted, 1, 1, 1).fileName()).isEqualTo(wanted);
    assertThat(added(wanted, 1, 1, 1).fileName()).isEqualTo(second);
    assertThat(added(wanted, 1, 1, 1).fileName()).isEqualTo(third);
  }

  @Test
  void recordsTheNameItReturns() {
    added("dump.tgz", 1, 1, 1);
    StoredPackage second = added("dump.tgz", 1, 1, 1);
    assertThat(packages().find(second.id())).contains(second);
  }

  @Test
  void skipsNumbersThatAreTakenThemselves() {
    added("dump-2.tgz", 1, 1, 1);
    added("dump.tgz", 1, 1, 1);
    assertThat(added("dump.tgz", 1, 1, 1).fileName()).isEqualTo("dump-3.tgz");
    assertThat(added("dump-2.tgz", 1, 1, 1).fileName()).isEqualTo("dump-2-2.tgz");
  }

  @Test
  void givesAFreedNameAgain() {
    StoredPackage first = added("dump.tgz", 1, 1, 1);
    packages().remove(first.id());
    assertThat(added("dump.tgz", 1, 1, 1).fileName()).isEqualTo("dump.tgz");
  }

  @Test
  void refusesOneIdTwice() {
    StoredPackage first = added("dump.tgz", 1, 1, 1);
    assertThatThrownBy(() -> packages().add(first)).isInstanceOf(CatalogFailure.class);
    assertThat(packages().list()).containsExactly(first);
  }

  @Test
  void returnsWhatItRemoves() {
    StoredPackage first = added("dump.tgz", 1, 1, 1);
    assertThat(packages().remove(first.id())).isEqualTo(new PackageCatalog.Removal.Done(first));
    assertThat(packages().remove(first.id())).isEqualTo(new PackageCatalog.Removal.NotFound());
    assertThat(packages().find(first.id())).isEmpty();
    assertThat(packages().findByTask(first.taskId())).isEmpty();
  }

  @Test
  void doesNotRemoveWhatIsHeld() {
    StoredPackage free = added("dump.tgz", 1, 1, 1);
    Hold hold = new Hold(second(2), "rw-user", "case 7");
    assertThat(packages().hold(free.id(), hold)).contains(free.held(Optional.of(hold)));
    assertThat(packages().remove(free.id())).isEqualTo(new PackageCatalog.Removal.Held(hold));
    assertThat(packages().find(free.id()).flatMap(StoredPackage::hold)).contains(hold);
    assertThat(packages().release(free.id())).contains(free);
    assertThat(packages().release(free.id())).contains(free);
    assertThat(packages().remove(free.id())).isEqualTo(new PackageCatalog.Removal.Done(free));
    assertThat(packages().hold(free.id(), hold)).isEmpty();
    assertThat(packages().release(free.id())).isEmpty();
  }

  @Test
  void keepsTheFirstHoldForOneReasonAndTakesAnotherReason() {
    EntityId id = added("dump.tgz", 1, 1, 1).id();
    Hold first = new Hold(second(2), "rw-user", "");
    packages().hold(id, first);
    assertThat(packages().hold(id, new Hold(second(3), "other", "")))
        .map(StoredPackage::hold)
        .contains(Optional.of(first));
    Hold second = new Hold(second(4), "other", "case 7");
    assertThat(packages().hold(id, second)).map(StoredPackage::hold).contains(Optional.of(second));
    // A nervous second request without the number of the case does not lose it.
    assertThat(packages().hold(id, new Hold(second(5), "other", "")))
        .map(StoredPackage::hold)
        .contains(Optional.of(second));
  }

  @Test
  void turnsPagesThatChangesMeanwhileDoNotShift() {
    StoredPackage oldest = added("a", 1, 1, 1);
    StoredPackage middle = added("b", 1, 1, 5);
    StoredPackage sameTime = added("c", 1, 1, 5);
    StoredPackage newest = added("d", 1, 1, 9);
    assertThat(packages().page(PackageFilter.ALL, Optional.empty(), 2))
        .containsExactly(newest, sameTime);
    PageEnd end = new PageEnd(sameTime.storedAt(), sameTime.id());
    packages().remove(sameTime.id());
    packages().remove(newest.id());
    added("e", 1, 1, 10);
    assertThat(packages().page(PackageFilter.ALL, Optional.of(end), 2))
        .containsExactly(middle, oldest);
    assertThat(packages().page(PackageFilter.ALL, Optional.of(end), 0)).isEmpty();
  }

  @Test
  void filtersPages() {
    StoredPackage old = added("a", 1, 1, 1);
    StoredPackage held = added("b", 1, 1, 5);
    held = packages().hold(held.id(), new Hold(second(6), "rw-user", "")).orElseThrow();
    assertThat(page(filter("sW12.EXAMPLE.", null))).containsExactly(held, old);
    assertThat(page(filter("sw13", null))).isEmpty();
    assertThat(page(filter(null, true))).containsExactly(held);
    assertThat(page(filter(null, false))).containsExactly(old);
    assertThat(page(operation(old.operationId()))).containsExactly(old);
    assertThat(page(span(second(1), second(5)))).containsExactly(old);
    assertThat(page(span(second(5), second(6)))).containsExactly(held);
  }

  @Test
  void filtersByWhatReadingAgainFound() {
    StoredPackage unread = added("a", 1, 1, 1);
    StoredPackage whole = added("b", 1, 2, 2);
    StoredPackage damaged = added("c", 1, 3, 3);
    catalog
        .blobChecks()
        .record(
            List.of(
                BlobCheck.verified(digest(2), second(9)),
                new BlobCheck(digest(3), second(9), BlobCheck.Outcome.DAMAGED, "Other bytes")));
    assertThat(page(verified(Verified.NOT_YET))).containsExactly(unread);
    assertThat(page(verified(Verified.VERIFIED))).containsExactly(whole);
    assertThat(page(verified(Verified.DAMAGED))).containsExactly(damaged);
    assertThat(page(verified(Verified.UNREADABLE))).isEmpty();
  }

  private static PackageFilter verified(Verified wanted) {
    return new PackageFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(wanted),
        Optional.empty(),
        Optional.empty());
  }

  private List<StoredPackage> page(PackageFilter filter) {
    return packages().page(filter, Optional.empty(), 10);
  }

  private static PackageFilter filter(@Nullable String address, @Nullable Boolean held) {
    return new PackageFilter(
        Optional.ofNullable(address).map(SwitchAddress::of),
        Optional.empty(),
        Optional.of("nvos"),
        Optional.ofNullable(held),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static PackageFilter operation(EntityId id) {
    return new PackageFilter(
        Optional.empty(),
        Optional.of(id),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static PackageFilter span(Instant from, Instant to) {
    return new PackageFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(from),
        Optional.of(to));
  }

  @Test
  void addsUpSizes() {
    added("a.tgz", 4_000_000_000L, 1, 1);
    added("b.tgz", 3_000_000_000L, 2, 1);
    assertThat(packages().totals()).isEqualTo(new PackageCatalog.Totals(2, 7_000_000_000L));
  }
}
