package io.netdepot.own;

import io.netdepot.store.BlobCheck;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether stored bytes are what they were, as our own API writes it.
 *
 * @param word verified, damaged or unreadable
 * @param at when that was found: when they were stored and hashed, or read again last
 */
record Verified(String word, Instant at) {

  static Verified of(Optional<BlobCheck> found, Instant storedAt) {
    // A finding that is older is of the same content as somebody else stored it before.
    return found
        .filter(check -> check.isDamaged() || check.checkedAt().isAfter(storedAt))
        .map(check -> new Verified(check.outcome().word(), check.checkedAt()))
        .orElseGet(() -> new Verified(BlobCheck.Outcome.VERIFIED.word(), storedAt));
  }
}
