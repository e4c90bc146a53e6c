package io.netdepot.store;

import java.util.Set;

/**
 * What was put right at start.
 *
 * @param unfinishedFiles files that were being received when the service was killed; removed
 * @param orphanBlobs blobs that no record needed; removed
 * @param missing blobs that records need and that are not there; the records are kept
 */
public record BlobSweep(int unfinishedFiles, int orphanBlobs, Set<Sha256> missing) {
  public BlobSweep {
    missing = Set.copyOf(missing);
  }
}
