package io.netdepot.catalog;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
  private final Reserve reserve;
  private final FileExtent extent;
  private final LogRoom logRoom;
  private final GroupCommit commits;
  private final Lane writer;
  private final Lane readers;

  // Mutable state: written once somebody listens, read by the writing thread
  private volatile Runnable committed = () -> {};

  private Database(
      HikariDataSource writing,
      HikariDataSource reading,
      Reserve reserve,
      FileExtent extent,
      LogRoom logRoom) {
    this.writing = writing;
    this.reading = reading;
    this.reserve = reserve;
    this.extent = extent;
    this.logRoom = logRoom;
    this.commits = new GroupCommit(Jdbi.create(writing), reserve);
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
    LogRoom logRoom = LogRoom.of(file);
    logRoom.becomeLog();
    FileExtent extent = FileExtent.of(file);
    try (Connection first = first(file, logRoom)) {
      return open(file, logRoom, extent, first);
    } catch (SQLException | RuntimeException e) {
      extent.close();
      throw CatalogFailure.of(e);
    }
  }

  // The first connection keeps the log from being removed while others come and go.
  private static Database open(Path file, LogRoom logRoom, FileExtent extent, Connection first)
      throws SQLException {
    HikariDataSource writing = null;
    try {
      Schema.migrate(Connections.source(file));
      writing = Connections.writing(file);
      Reserve reserve = new Reserve(extent);
      hold(writing, reserve);
      logRoom.takeSmall();
      HikariDataSource reading = Connections.reading(file, READERS);
      first.close();
      return new Database(writing, reading, reserve, extent, logRoom);
    } catch (SQLException | RuntimeException e) {
      if (writing != null) {
        writing.close();
      }
      throw e;
    }
  }

  // On a full disk the index of the log finds room only where some is given back for it.
  private static Connection first(Path file, LogRoom logRoom) throws SQLException {
    while (true) {
      try {
        return reading(Connections.source(file).getConnection());
      } catch (SQLException e) {
        if (!CatalogFailure.isFull(e) || !logRoom.giveWay()) {
          throw e;
        }
      }
    }
  }

  private static Connection reading(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM sqlite_schema");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
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
  private static void hold(HikariDataSource writing, Reserve reserve) {
    try {
      Jdbi.create(writing).useHandle(reserve::hold);
    } catch (RuntimeException e) {
      if (!CatalogFailure.isFull(e)) {
        throw e;
      }
      LOG.warn(
          "The disk of the data directory is full: the catalog starts with less room than it holds for deletions. Make room on it");
    }
  }

  /** Records something new in one transaction; it is durable when this returns. */
  <T> T write(Work<T> work) {
    return write(Claim.NEW, work);
  }

  /** Does one transaction; it is durable when this returns. */
  <T> T write(Claim claim, Work<T> work) {
    return writer.call(claim, work);
  }

  /** Whether something new can be recorded; when the disk was full, it is tried. */
  boolean takesNew() {
    if (!reserve.isScarce()) {
      return true;
    }
    try {
      return write(handle -> true);
    } catch (CatalogFailure e) {
      if (e.kind() == CatalogFailure.Kind.DISK_FULL) {
        return false;
      }
      throw e;
    }
  }

  /** Asks; sees every write that returned before. */
  <T> T read(Work<T> work) {
    return readers.call(Claim.REMOVAL, work);
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
    logRoom.keepLog();
    reading.close();
    writing.close();
    logRoom.closed();
    // Last, for its sake: see there.
    extent.close();
  }
}
