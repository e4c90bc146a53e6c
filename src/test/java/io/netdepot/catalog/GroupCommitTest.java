package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class GroupCommitTest {
  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final GroupCommit commits;

  GroupCommitTest(@TempDir Path directory) {
    this.source = Connections.writing(directory.resolve("catalog.db"));
    this.jdbi = Jdbi.create(source);
    this.commits = new GroupCommit(jdbi, new AlwaysRoom());
  }

  @BeforeEach
  void makeTable() {
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE item (n INTEGER PRIMARY KEY, b BLOB)"));
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static Job<Integer> insert(int n) {
    return new Job<>(Claim.NEW, handle -> handle.execute("INSERT INTO item (n) VALUES (?)", n));
  }

  private List<Integer> items() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT n FROM item ORDER BY n").mapTo(Integer.class).list());
  }

  @Test
  void doesAllOfAGroup() {
    List<Job<?>> jobs = List.of(insert(1), insert(2), insert(3));
    commits.commit(jobs);
    assertThat(items()).containsExactly(1, 2, 3);
    jobs.forEach(job -> assertThat(job.await()).isEqualTo(1));
  }

  @Test
  void oneThatFailsHarmsNoOther() {
    Job<Integer> first = insert(1);
    Job<Integer> twice = insert(1);
    Job<Integer> mistake =
        new Job<>(
            Claim.NEW,
            handle -> {
              throw new IllegalArgumentException("wrong");
            });
    Job<Integer> last = insert(2);
    commits.commit(List.of(first, twice, mistake, last));
    assertThat(items()).containsExactly(1, 2);
    assertThat(first.await()).isEqualTo(1);
    assertThat(last.await()).isEqualTo(1);
    assertThatThrownBy(twice::await)
        .isInstanceOf(CatalogFailure.class)
        .hasMessageContaining("SQLITE_CONSTRAINT");
    assertThatThrownBy(mistake::await).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesNothingOfAJobThatFailsHalfWay() {
    Job<Integer> half =
        new Job<>(
            Claim.NEW,
            handle -> {
              handle.execute("INSERT INTO item (n) VALUES (7)");
              throw new IllegalArgumentException("wrong");
            });
    commits.commit(List.of(half));
    assertThat(items()).isEmpty();
  }

  @Test
  void aFullDiskIsNamedAndPassesWhenThereIsRoom() throws Exception {
    Work<Integer> big =
        handle -> handle.execute("INSERT INTO item (n, b) VALUES (9, zeroblob(1000000))");
    limitPages(20);
    Job<Integer> tooMuch = new Job<>(Claim.NEW, big);
    Job<Integer> small = insert(1);
    commits.commit(List.of(tooMuch, small));
    assertThatThrownBy(tooMuch::await)
        .isInstanceOfSatisfying(
            CatalogFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(CatalogFailure.Kind.DISK_FULL))
        .hasMessageContaining("is full");
    assertThat(small.await()).isEqualTo(1);
    assertThat(items()).containsExactly(1);

    limitPages(1_000_000);
    Job<Integer> again = new Job<>(Claim.NEW, big);
    commits.commit(List.of(again));
    assertThat(again.await()).isEqualTo(1);
    assertThat(items()).containsExactly(1, 9);
  }

  @Test
  void aLogThatCannotGrowIsBegunAnew() {
    commits.commit(List.of(insert(1), insert(2)));
    AtomicInteger runs = new AtomicInteger();
    Job<Integer> full =
        new Job<>(
            Claim.NEW,
            handle -> {
              if (runs.getAndIncrement() == 0) {
                throw new IllegalStateException(
                    new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL));
              }
              return handle.execute("INSERT INTO item (n) VALUES (3)");
            });
    commits.commit(List.of(full));
    assertThat(full.await()).isEqualTo(1);
    assertThat(items()).containsExactly(1, 2, 3);
    assertThat(pagesInLog()).as("of the last insert alone").isLessThan(4);
  }

  private int pagesInLog() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("PRAGMA wal_checkpoint(PASSIVE)")
                .map((row, context) -> row.getInt("log"))
                .one());
  }

  // The pool has one connection, so the limit is that of the connection the commits use.
  private void limitPages(int pages) throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  @Test
  void writesNothingMoreAfterAFailedFsync() {
    AtomicInteger runs = new AtomicInteger();
    Work<Integer> lost =
        handle -> {
          runs.incrementAndGet();
          throw new IllegalStateException(
              new SQLiteException("disk", SQLiteErrorCode.SQLITE_IOERR_FSYNC));
        };
    List<Job<Integer>> jobs = List.of(insert(1), new Job<>(Claim.NEW, lost), insert(2));
    commits.commit(new ArrayList<>(jobs));
    for (Job<Integer> job : jobs) {
      assertThatThrownBy(job::await)
          .isInstanceOfSatisfying(
              CatalogFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(CatalogFailure.Kind.NOT_DURABLE));
    }
    assertThat(runs).as("no second try").hasValue(1);
    assertThat(items()).isEmpty();
    assertThatThrownBy(commits::requireDurable).isInstanceOf(CatalogFailure.class);
  }

  @Test
  void anErrorReachesTheCallerToo() {
    Job<Integer> broken =
        new Job<>(
            Claim.NEW,
            handle -> {
              throw new StackOverflowError();
            });
    commits.commit(List.of(broken));
    assertThatThrownBy(broken::await).isInstanceOf(CatalogFailure.class);
  }

  /** The limit of pages is all the room that there is. */
  private static final class AlwaysRoom implements Room {
    @Override
    public boolean leaves(Handle handle, Claim claim) {
      return true;
    }

    @Override
    public int roomFor(Handle handle, Claim claim) {
      return 0;
    }

    @Override
    public boolean grow(Handle handle, int tries) {
      return false;
    }
  }
}
