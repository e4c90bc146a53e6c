package io.netdepot.catalog;

import org.jdbi.v3.core.Handle;

/**
 * Room that the catalog holds for itself, so that packages can still be deleted when somebody else
 * has filled the disk: a deletion is recorded first, and that takes room, too.
 *
 * <p>A table is filled and dropped: its pages stay in the database as free ones, and the log that
 * took them keeps its length and is overwritten from its beginning.
 */
final class Reserve {
  private static final int BYTES = 2 * 1024 * 1024;

  private Reserve() {}

  static void hold(Handle handle) {
    handle.useTransaction(
        filling -> {
          filling.execute("CREATE TABLE reserve (filling BLOB)");
          filling.execute("INSERT INTO reserve VALUES (zeroblob(?))", BYTES);
        });
    handle.execute("DROP TABLE reserve");
    handle.execute("PRAGMA wal_checkpoint(RESTART)");
  }
}
