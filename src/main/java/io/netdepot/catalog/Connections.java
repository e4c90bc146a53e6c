package io.netdepot.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How the database is opened: the one place of its pragmas. */
final class Connections {
  // Only another process can make us wait: there is one writing thread.
  private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(10);

  private Connections() {}

  static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    // Else a change of many pages wants a file in /var/tmp, which may lie on the disk that is full.
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  static HikariDataSource writing(Path file) {
    return new HikariDataSource(pool("catalog-write", file, 1));
  }

  static HikariDataSource reading(Path file, int connections) {
    HikariConfig pool = pool("catalog-read", file, connections);
    pool.setConnectionInitSql("PRAGMA query_only = 1");
    return new HikariDataSource(pool);
  }

  private static HikariConfig pool(String name, Path file, int connections) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName(name);
    pool.setDataSource(source(file));
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(connections);
    // A connection is a file that stays open: nothing is gained by making it anew.
    pool.setMaxLifetime(0);
    pool.setIdleTimeout(0);
    pool.setConnectionTimeout(BUSY_TIMEOUT.toMillis());
    return pool;
  }
}
