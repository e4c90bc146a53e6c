package io.netdepot.store;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks by content: whoever publishes and whoever deletes the same blob wait for each other, others
 * do not, save for a few that share a lock by chance. Thread-safe.
 */
public final class DigestLocks {
  private static final int STRIPES = 64;

  private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

  public DigestLocks() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new ReentrantLock();
    }
  }

  /** The lock of one content. Never hold two of one set: they may be the same, or cross. */
  public ReentrantLock of(Sha256 digest) {
    return stripes[Math.floorMod(digest.hashCode(), STRIPES)];
  }
}
