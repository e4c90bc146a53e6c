package io.netdepot.upkeep;

import io.netdepot.store.BlobCheck;

/** Hears of each blob that was read again. Throws nothing and does not wait. */
@FunctionalInterface
public interface ScrubListener {
  /**
   * A blob was read.
   *
   * @param bytes so many of it
   */
  void read(BlobCheck found, long bytes);
}
