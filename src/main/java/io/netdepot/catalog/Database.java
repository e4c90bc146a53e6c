package io.netdepot.catalog;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database with its threads: SQLite takes one writer at a time, so one thread writes, and two
 * read beside it. Thread-safe; callers wait, and an interrupt does not end their wait.
 */
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int READERS = 2;
  private static final int LARGEST_GROUP = 256;

  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final GroupCommit commits;
  private final Lane writer;
  private final Lane readers;

  // Mutable state: written once somebody listens, read by the writing thread
  private volatile Runnable committed = () -> {};

  private Database(HikariDataSource writing, HikariDataSource reading) {
    this.writing = writing;
    this.reading = reading;
    this.commits = new GroupCommit(Jdbi.create(writing));
    this.writer = new Lane("catalog-write", 1, LARGEST_GROUP, this::commit);
    Jdbi readable = Jdbi.create(reading);
    this.readers = new Lane("catalog-read", READERS, 1, jobs -> read(readable, jobs));
  }

  /**
   * Opens the database, makes it when there is none, and migrates it.
   *
   * @throws CatalogFailure when that is not possible
   */
  static Database open(Path file) {
    CatalogFile.prepare(file);
    HikariDataSource writing = null;
    try {
      Schema.migrate(Connections.source(file));
      writing = Connections.writing(file);
      hold(writing);
      return new Database(writing, Connections.reading(file, READERS));
    } catch (RuntimeException e) {
      if (writing != null) {
        writing.close();
      }
      throw CatalogFailure.of(e);
    }
  }

  private void commit(List<Job<?>> jobs) {
    commits.commit(jobs);
    committed.run();
  }

  /**
   * Has somebody told after every group of writes.
   *
   * @param listener returns at once, and throws nothing
   */
  void listen(Runnable listener) {
    committed = listener;
  }

  // On a full disk the service starts all the same: somebody may want to delete packages.
  private static void hold(HikariDataSource writing) {
    try {
      Jdbi.create(writing).useHandle(Reserve::hold);
    } catch (RuntimeException e) {
      if (!(CatalogFailure.of(e) instanceof CatalogFailure failure)
          || failure.kind() != CatalogFailure.Kind.DISK_FULL) {
        throw e;
      }
      LOG.warn("There is no room for the catalog's reserve: deleting may fail until there is");
    }
  }

  /** Does one transaction; it is durable when this returns. */
  <T> T write(Work<T> work) {
    return writer.call(work);
  }

  /** Asks; sees every write that returned before. */
  <T> T read(Work<T> work) {
    return readers.call(work);
  }

  /** Throws when the database gives no answer or cannot keep what it is told. */
  void ping() {
    commits.requireDurable();
    read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
  }

  private static void read(Jdbi jdbi, List<Job<?>> jobs) {
    for (Job<?> job : jobs) {
      try {
        jdbi.useHandle(job::run);
        job.release();
      } catch (Throwable e) {
        job.fail(e);
      }
    }
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
    reading.close();
    writing.close();
  }
}
