package io.netdepot.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What reading stored blobs again found, as it is recorded: the one place where damage is noted. A
 * blob without a record is as it was when it was received and hashed. Every call is one transaction
 * and durable when it returns. Thread-safe; may block.
 */
public interface BlobChecks {

  Optional<BlobCheck> find(Sha256 digest);

  /** Several at once; a blob that was not read again has no entry. */
  Map<Sha256, BlobCheck> find(Collection<Sha256> digests);

  /** Those that were found damaged or unreadable, in the order of the digests. */
  List<BlobCheck> notVerified();

  /** Records what was found, over what was known of the same blobs. */
  void record(Collection<BlobCheck> checks);

  /** Forgets what was found: the blob was stored anew, or is gone. */
  void forget(Sha256 digest);

  /**
   * Forgets what was found of blobs that no record needs any more.
   *
   * @return how many
   */
  int forgetUnneeded();
}
