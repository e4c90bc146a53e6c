package io.netdepot.imagesync;

import io.netdepot.source.SourceFailure;
import io.netdepot.source.Validators;
import io.netdepot.store.Sha256;

/** How a sync of one image or repository ended. */
sealed interface SyncEnd {
  /** New bytes are served from here now; of the version with these validators. */
  record Stored(Validators validators) implements SyncEnd {}

  /** The remote still has what is here. */
  record Unchanged(Validators validators) implements SyncEnd {}

  /** The remote has other bytes, and the older ones stay served. */
  record Changed(Validators validators, Sha256 remote) implements SyncEnd {}

  /** The list of a repository was read. */
  record Listed() implements SyncEnd {}

  /** It failed. */
  record Failed(SourceFailure why) implements SyncEnd {}
}
