package io.netdepot.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReserveTest {
  private static final int PAGE = 4096;
  private static final int MANY = 1_200;

  private final Path file;
  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final FileExtent extent;
  private final AtomicBoolean diskIsFull = new AtomicBoolean();
  private final Reserve reserve;
  private final GroupCommit commits;

  ReserveTest(@TempDir Path directory) throws IOException {
    this.file = Files.createFile(directory.resolve("catalog.db"));
    this.extent = FileExtent.of(file);
    this.source = Connections.writing(file);
    this.jdbi = Jdbi.create(source);
    this.reserve = new Reserve(this::reach);
    this.commits = new GroupCommit(jdbi, reserve);
  }

  private void reach(long bytes) throws IOException {
    if (diskIsFull.get()) {
      throw new IOException("No space left on device");
    }
    extent.reach(bytes);
  }

  @BeforeEach
  void hold() {
    jdbi.useHandle(
        handle -> {
          handle.execute("CREATE TABLE task (id INTEGER PRIMARY KEY, state TEXT, b BLOB)");
          handle.execute("CREATE INDEX task_due ON task (id) WHERE state = 'pending'");
          handle.execute("CREATE INDEX task_in_progress ON task (id) WHERE state = 'in-progress'");
          reserve.hold(handle);
        });
  }

  @AfterEach
  void close() {
    source.close();
    extent.close();
  }

  @Test
  void growsWithWhatIsRecorded() throws Exception {
    for (int i = 0; i < MANY; i++) {
      assertThat(inserted(i, "completed")).isTrue();
      assertThat(pages() * PAGE).as("the file holds all pages").isLessThanOrEqualTo(length());
    }
    assertThat(pages()).isGreaterThan(MANY);
  }

  @Test
  void aFullDiskTakesNothingNewButLetsGoOfTheOld() throws Exception {
    assertThat(inserted(0, "completed")).isTrue();
    diskIsFull.set(true);
    int taken = 1;
    while (inserted(taken, "completed")) {
      taken++;
    }
    assertThat(taken).isLessThan(MANY);
    assertThat(reserve.isScarce()).isTrue();
    assertThat(pages() * PAGE).isLessThanOrEqualTo(length());
    // More than the log of a reserve has room for.
    for (int i = 0; i < MANY; i++) {
      assertThat(done(Claim.REMOVAL, "UPDATE task SET b = randomblob(100) WHERE id = 0")).isTrue();
    }
    for (int i = 0; i < taken; i++) {
      assertThat(done(Claim.REMOVAL, "DELETE FROM task WHERE id = " + i)).isTrue();
    }
    assertThat(inserted(0, "completed")).as("what was removed made room").isTrue();
    assertThat(reserve.isScarce()).isFalse();
  }

  @Test
  void whatIsUnderWayHasRoomToEnd() {
    int switches = 1_000;
    jdbi.useHandle(
        handle ->
            handle.execute(
                """
                WITH RECURSIVE one (id) AS (
                  SELECT 0 UNION ALL SELECT id + 1 FROM one WHERE id + 1 < ?)
                INSERT INTO task SELECT id, 'pending', zeroblob(100) FROM one
                """,
                switches));
    // Somebody asks for something new, and what waits gets its room.
    assertThat(inserted(MANY, "completed")).isTrue();
    diskIsFull.set(true);
    for (int i = 1; inserted(MANY + i, "completed"); i++) {
      assertThat(i).isLessThan(MANY);
    }
    for (int i = 0; i < switches; i++) {
      assertThat(
              done(
                  Claim.UNDER_WAY,
                  "UPDATE task SET state = 'failed', b = zeroblob(1000) WHERE id = " + i))
          .as("%s", i)
          .isTrue();
    }
  }

  @Test
  void aChangeLargerThanTheReserveFetchesMore() throws Exception {
    assertThat(done(Claim.NEW, "INSERT INTO task VALUES (1, 'completed', zeroblob(20000000))"))
        .isTrue();
    assertThat(pages() * PAGE).isLessThanOrEqualTo(length());
    diskIsFull.set(true);
    assertThat(done(Claim.NEW, "INSERT INTO task VALUES (2, 'completed', zeroblob(200000000))"))
        .isFalse();
    assertThat(done(Claim.REMOVAL, "DELETE FROM task WHERE id = 1")).isTrue();
  }

  @Test
  void aNewThingMayNotTakeTheRoomOfWhatMustEnd() {
    String large = "INSERT INTO task VALUES (1, 'completed', zeroblob(1200000))";
    diskIsFull.set(true);
    assertThat(done(Claim.NEW, large)).isFalse();
    assertThat(inserted(0, "completed")).as("a small one leaves enough").isTrue();
    diskIsFull.set(false);
    assertThat(done(Claim.NEW, large)).isTrue();
  }

  @Test
  void anInterruptIsNoFullDisk() throws Exception {
    long before = length();
    Thread.currentThread().interrupt();
    try {
      extent.reach(before + PAGE);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(length()).isEqualTo(before + PAGE);
  }

  @Test
  void aMistakeIsNotTakenForAFullDisk() {
    Job<Integer> wrong =
        new Job<>(Claim.NEW, handle -> handle.execute("INSERT INTO none VALUES (1)"));
    commits.commit(List.of(wrong));
    assertThatThrownBy(wrong::await)
        .isInstanceOfSatisfying(
            CatalogFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(CatalogFailure.Kind.OTHER));
  }

  private boolean inserted(int id, String state) {
    return done(Claim.NEW, "INSERT INTO task VALUES (" + id + ", '" + state + "', zeroblob(4000))");
  }

  private boolean done(Claim claim, String statement) {
    Job<Integer> job = new Job<>(claim, handle -> handle.execute(statement));
    commits.commit(List.of(job));
    try {
      return job.await() == 1;
    } catch (CatalogFailure e) {
      assertThat(e.kind()).isEqualTo(CatalogFailure.Kind.DISK_FULL);
      return false;
    }
  }

  private long pages() {
    return jdbi.withHandle(
        handle -> handle.createQuery("PRAGMA page_count").mapTo(Long.class).one());
  }

  private long length() throws IOException {
    return Files.size(file);
  }
}
