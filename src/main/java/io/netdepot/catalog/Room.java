package io.netdepot.catalog;

import org.jdbi.v3.core.Handle;

/** Where changes of the catalog find room. Used by the writing thread. */
interface Room {
  /** How many free pages a claim finds beyond those it leaves; below 0 it is refused. */
  int roomFor(Handle handle, Claim claim);

  /** Whether what a change has just done leaves what its claim has to; within its transaction. */
  boolean leaves(Handle handle, Claim claim);

  /**
   * Gets more for a change that found no room.
   *
   * @param tries how often that was done for this change before
   * @return whether there is more now
   * @throws CatalogFailure when the disk has none
   */
  boolean grow(Handle handle, int tries);
}
