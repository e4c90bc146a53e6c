package io.netdepot.store;

/**
 * Keeps some blobs where they are, although their records may go meanwhile, until it is closed.
 * Lives as long as the process: what a killed service leaves is swept at its next start.
 */
public interface BlobLease extends AutoCloseable {
  /** Lets go; what no record needs any more is removed now. May block. To be called once. */
  @Override
  void close();
}
