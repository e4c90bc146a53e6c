package io.netdepot.upkeep;

import io.netdepot.catalog.ScrubState;
import io.netdepot.store.BlobCheck;
import io.netdepot.store.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One scrub under way. It rides on the exchange as the property {@value #PROPERTY}. Its steps are
 * run by one thread; how far it is may be asked by any.
 */
public final class ScrubRun {
  public static final String PROPERTY = "scrub";

  private final BlobHash hash;

  // Mutable state: written by the run's thread only.
  private volatile ScrubState state;
  private final List<BlobCheck> notRecorded = new ArrayList<>();

  ScrubRun(ScrubState state, BlobHash hash) {
    this.state = state;
    this.hash = hash;
  }

  ScrubState state() {
    return state;
  }

  BlobHash hash() {
    return hash;
  }

  /** The next blob was read, or was not there to be read any more. */
  void read(Sha256 digest, Optional<BlobCheck> found, long bytes) {
    found.ifPresent(notRecorded::add);
    Optional<BlobCheck.Outcome> outcome = found.map(BlobCheck::outcome);
    state =
        new ScrubState(
            state.beganAt(),
            Optional.empty(),
            Optional.of(digest),
            state.totalBlobs(),
            state.blobs() + 1,
            state.bytes() + bytes,
            state.damaged() + count(outcome, BlobCheck.Outcome.DAMAGED),
            state.unreadable() + count(outcome, BlobCheck.Outcome.UNREADABLE));
  }

  private static long count(Optional<BlobCheck.Outcome> found, BlobCheck.Outcome wanted) {
    return found.filter(wanted::equals).isPresent() ? 1 : 0;
  }

  /** Every blob was read. */
  void end(Instant now) {
    state =
        new ScrubState(
            state.beganAt(),
            Optional.of(now),
            state.position(),
            state.totalBlobs(),
            state.blobs(),
            state.bytes(),
            state.damaged(),
            state.unreadable());
  }

  /** How many blobs were read since it was recorded last. */
  int notRecorded() {
    return notRecorded.size();
  }

  /** What was found since it was recorded last, which is now. */
  List<BlobCheck> takeNotRecorded() {
    List<BlobCheck> taken = List.copyOf(notRecorded);
    notRecorded.clear();
    return taken;
  }
}
