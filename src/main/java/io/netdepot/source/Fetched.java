package io.netdepot.source;

import io.netdepot.store.ReceivedFile;

/** How a fetch ended that did not fail. */
public sealed interface Fetched {

  /** The file came. It is the caller's now, who publishes or drops it. */
  record Whole(ReceivedFile file, Validators validators) implements Fetched {}

  /** The server still has the version that was known. */
  record Unchanged() implements Fetched {}
}
