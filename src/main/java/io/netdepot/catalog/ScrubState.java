package io.netdepot.catalog;

import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the last scrub is, or was when it ended.
 *
 * @param endedAt empty while it is to be gone on with
 * @param position the blob that was read last; they are read in the order of their digests
 * @param totalBlobs how many there were when it began
 * @param blobs how many were read
 * @param bytes so many bytes were read
 * @param damaged how many were found damaged
 * @param unreadable how many the disk refused to read
 */
public record ScrubState(
    Instant beganAt,
    Optional<Instant> endedAt,
    Optional<Sha256> position,
    long totalBlobs,
    long blobs,
    long bytes,
    long damaged,
    long unreadable) {

  /** One that begins with the first blob. */
  public static ScrubState begun(Instant beganAt, long totalBlobs) {
    return new ScrubState(beganAt, Optional.empty(), Optional.empty(), totalBlobs, 0, 0, 0, 0);
  }
}
