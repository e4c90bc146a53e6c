package io.netdepot.imagesync;

/** Hears how syncs ended, for metrics. Returns at once. */
@FunctionalInterface
public interface SyncListener {
  /** A sync ended; {@code bytes} came in it. */
  void ended(String outcome, long bytes);

  /** As {@link #ended(String, long)}, with the word for an end. */
  default void ended(SyncEnd end, long bytes) {
    ended(
        switch (end) {
          case SyncEnd.Stored stored -> "stored";
          case SyncEnd.Unchanged unchanged -> "unchanged";
          case SyncEnd.Changed changed -> "changed";
          case SyncEnd.Listed listed -> "listed";
          case SyncEnd.Failed failed -> "failed";
        },
        bytes);
  }
}
