package io.netdepot.catalog;

import io.netdepot.files.FullDisk;
import java.io.IOException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room that the catalog holds for itself, so that packages can still be deleted, and what runs can
 * still end, when somebody else has filled the disk: a deletion is recorded first, and that takes
 * room, too.
 *
 * <p>It is free pages in the database's file. A table is filled and dropped: its pages stay in the
 * file, and the log that took them keeps its length and is overwritten from its beginning. The file
 * is made longer on the disk first ({@link Extent}), and the database may use no page beyond that:
 * so the log can always be brought into the file, and what finds no room fails before it is
 * recorded. Used by the writing thread alone, but for {@link #isScarce}.
 */
final class Reserve implements Room {
  private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
  private static final int PAGES = 512;
  private static final int LEAST = 448; // free pages, or more are fetched
  private static final int BYTES_OF_PAGE = 4092; // of a page with 4096, the rest leads to the next
  private static final int PAGE = 4096;
  private static final int OF_THE_TABLE = 8;
  private static final int SWITCHES_PER_PAGE = 4; // what a switch takes until it ends, events too
  private static final int MOST_SWITCHES = 20_000; // that are counted
  private static final int LARGEST_STEP = PAGES << 8; // 512 MiB
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Extent extent;

  // Mutable state
  private long triedAt = System.nanoTime() - BETWEEN_TRIES.toNanos();
  private volatile boolean scarce;

  Reserve(Extent extent) {
    this.extent = extent;
  }

  /**
   * Begins the log anew with the length that a reserve needs, and limits the database to what lies
   * on the disk. Takes more of the disk only where there is some.
   */
  void hold(Handle handle) {
    scarce = true;
    limit(handle, pages(handle));
    bringLogIn(handle);
    drop(handle);
    int free = free(handle) - OF_THE_TABLE;
    if (free >= PAGES * 3 / 4) {
      fill(handle, Math.min(PAGES, free));
    } else {
      fetch(handle, PAGES);
    }
    bringLogIn(handle);
    scarce = false;
  }

  // Fetches more where little is left, at most once a second while the disk is full.
  @Override
  public int roomFor(Handle handle, Claim claim) {
    int owed = claim == Claim.NEW ? owed(handle) : 0;
    int free = free(handle);
    if (free >= LEAST + owed) {
      if (claim == Claim.NEW) {
        hasRoom();
      }
    } else if (System.nanoTime() - triedAt >= BETWEEN_TRIES.toNanos()) {
      refill(handle, LEAST + owed + PAGES);
      free = free(handle);
    }
    return free - claim.leaves() - owed;
  }

  private void refill(Handle handle, int wanted) {
    try {
      fetch(handle, wanted);
      hasRoom();
    } catch (RuntimeException e) {
      if (!CatalogFailure.isFull(e)) {
        throw e;
      }
      triedAt = System.nanoTime();
      if (!scarce) {
        LOG.warn(
            "The disk of the data directory is full: the catalog lives on what it holds for itself. Make room on it");
      }
      scarce = true;
    }
  }

  private void hasRoom() {
    if (scarce) {
      LOG.info("The catalog has room again");
    }
    scarce = false;
  }

  @Override
  public boolean leaves(Handle handle, Claim claim) {
    return free(handle) >= claim.leaves() + (claim == Claim.NEW ? owed(handle) : 0);
  }

  @Override
  public boolean grow(Handle handle, int tries) {
    int step = PAGES << tries;
    if (step > LARGEST_STEP) {
      return false;
    }
    fetch(handle, free(handle) + step);
    return true;
  }

  /** Whether the last look found no room on the disk for more. */
  boolean isScarce() {
    return scarce;
  }

  // Switches that are worked on or wait: each will be recorded again, whatever comes of it.
  private static int owed(Handle handle) {
    return handle
            .createQuery(
                """
                SELECT count(*) FROM (
                  SELECT id FROM task INDEXED BY task_due WHERE state = 'pending'
                  UNION ALL
                  SELECT id FROM task INDEXED BY task_in_progress WHERE state = 'in-progress'
                  LIMIT :most)
                """)
            .bind("most", MOST_SWITCHES)
            .mapTo(Integer.class)
            .one()
        / SWITCHES_PER_PAGE;
  }

  // The table takes the free pages first, so it has to be as large as all of them together.
  private void fetch(Handle handle, int wanted) {
    drop(handle);
    int more = wanted + OF_THE_TABLE - free(handle);
    if (more <= 0) {
      return;
    }
    int longer = pages(handle) + more;
    try {
      extent.reach((long) longer * PAGE);
    } catch (IOException e) {
      throw FullDisk.isTold(e)
          ? CatalogFailure.full(e)
          : new CatalogFailure(
              CatalogFailure.Kind.DISK_FAILED, "The catalog's file could not be made longer.", e);
    }
    limit(handle, longer);
    try {
      fill(handle, wanted);
      bringLogIn(handle);
    } finally {
      // When the table found no room in the log, the file ends where it did.
      limit(handle, pages(handle));
    }
  }

  private static void fill(Handle handle, int pages) {
    handle.useTransaction(
        filling -> {
          filling.execute("CREATE TABLE reserve (filling BLOB)");
          filling.execute("INSERT INTO reserve VALUES (zeroblob(?))", (long) pages * BYTES_OF_PAGE);
        });
    drop(handle);
  }

  // There may be one from a try that found no room to drop it.
  private static void drop(Handle handle) {
    handle.execute("DROP TABLE IF EXISTS reserve");
  }

  private static int free(Handle handle) {
    return number(handle, "PRAGMA freelist_count");
  }

  private static int pages(Handle handle) {
    return number(handle, "PRAGMA page_count");
  }

  private static void limit(Handle handle, int pages) {
    int unused = number(handle, "PRAGMA max_page_count = " + pages);
  }

  private static int number(Handle handle, String pragma) {
    return handle.createQuery(pragma).mapTo(Integer.class).one();
  }

  // Waits for nobody. When nobody reads from the log, the next write begins it anew.
  private static void bringLogIn(Handle handle) {
    handle.execute("PRAGMA wal_checkpoint(PASSIVE)");
  }

  /**
   * Brings what the log holds into the database, so that the next write takes the log's room from
   * its beginning.
   */
  static void beginLogAnew(Handle handle) {
    handle.execute("PRAGMA wal_checkpoint(RESTART)");
  }
}
