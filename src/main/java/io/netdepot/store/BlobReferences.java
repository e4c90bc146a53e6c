package io.netdepot.store;

import java.util.Set;

/**
 * Which blobs are needed by anything that is recorded, of whatever kind. Every answer is of one
 * moment. Thread-safe; may block.
 */
public interface BlobReferences {

  /** Whether any record still needs the blob. */
  boolean refersTo(Sha256 digest);

  /** Every blob that a record needs. */
  Set<Sha256> digests();
}
