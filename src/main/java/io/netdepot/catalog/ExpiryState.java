package io.netdepot.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the last run of the rules of retention went.
 *
 * @param endedAt empty while it runs, and when it was cut short by the end of the service
 * @param gone how many of each kind went, by the kind's word
 * @param bytes the sum of their sizes
 * @param failed how many should have gone and could not
 * @param problem a sentence for people; empty when all is well
 */
public record ExpiryState(
    Instant beganAt,
    Optional<Instant> endedAt,
    Map<String, Long> gone,
    long bytes,
    long failed,
    String problem) {
  public ExpiryState {
    gone = Map.copyOf(gone);
  }
}
