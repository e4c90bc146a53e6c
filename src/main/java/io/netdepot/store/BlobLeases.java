package io.netdepot.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts who needs a blob to stay although no record may. Thread-safe. */
final class BlobLeases {
  private final ConcurrentMap<Sha256, Integer> held = new ConcurrentHashMap<>();

  void take(Sha256 digest) {
    held.merge(digest, 1, Integer::sum);
  }

  void giveBack(Sha256 digest) {
    held.computeIfPresent(digest, (same, count) -> count == 1 ? null : count - 1);
  }

  boolean holds(Sha256 digest) {
    return held.containsKey(digest);
  }
}
