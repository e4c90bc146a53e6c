package io.netdepot.catalog;

import static io.netdepot.catalog.Samples.digest;
import static io.netdepot.catalog.Samples.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
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
    assertThat(packages().remove(first.id())).contains(first);
    assertThat(packages().remove(first.id())).isEmpty();
    assertThat(packages().find(first.id())).isEmpty();
    assertThat(packages().findByTask(first.taskId())).isEmpty();
  }

  @Test
  void addsUpSizes() {
    added("a.tgz", 4_000_000_000L, 1, 1);
    added("b.tgz", 3_000_000_000L, 2, 1);
    assertThat(packages().totals()).isEqualTo(new PackageCatalog.Totals(2, 7_000_000_000L));
  }
}
