package io.netdepot.catalog;

import io.netdepot.store.BlobCheck;
import java.util.Collection;
import java.util.Optional;

/**
 * How the last scrub and the last run of the rules of retention went. Every call is one transaction
 * and durable when it returns. Thread-safe.
 */
public interface UpkeepCatalog {

  /** The last scrub, or the one to be gone on with; empty when there was none. */
  Optional<ScrubState> scrub();

  /** Records how far a scrub is, and what it found since this was recorded last. */
  void record(ScrubState scrub, Collection<BlobCheck> found);

  /** The last run of the rules of retention; empty when there was none. */
  Optional<ExpiryState> expiry();

  /** Records how a run of the rules of retention goes. */
  void record(ExpiryState expiry);
}
