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
  private static final int PAGES = 512;
  private static final int BYTES_OF_PAGE = 4092; // of a page with 4096, the rest leads to the next
  private static final int OF_THE_TABLE = 8;

  private Reserve() {}

  static void hold(Handle handle) {
    beginLogAnew(handle);
    // There may be one from a start that found no room to drop it.
    handle.execute("DROP TABLE IF EXISTS reserve");
    int pages = pages(handle);
    handle.useTransaction(
        filling -> {
          filling.execute("CREATE TABLE reserve (filling BLOB)");
          filling.execute("INSERT INTO reserve VALUES (zeroblob(?))", pages * BYTES_OF_PAGE);
        });
    handle.execute("DROP TABLE reserve");
    beginLogAnew(handle);
  }

  // Where most of it is free already, only that is taken: a full disk need not give more for it.
  private static int pages(Handle handle) {
    int free =
        handle.createQuery("PRAGMA freelist_count").mapTo(Integer.class).one() - OF_THE_TABLE;
    return free >= PAGES * 3 / 4 ? Math.min(PAGES, free) : PAGES;
  }

  /**
   * Brings what the log holds into the database, so that the next write takes the log's room from
   * its beginning.
   */
  static void beginLogAnew(Handle handle) {
    handle.execute("PRAGMA wal_checkpoint(RESTART)");
  }
}
