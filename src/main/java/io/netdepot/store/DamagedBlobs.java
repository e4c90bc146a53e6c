package io.netdepot.store;

import io.netdepot.store.BlobCheck.Outcome;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which blobs are damaged, asked before any is given out: in memory, so that nobody waits, and as
 * durable as {@link BlobChecks}. Thread-safe.
 */
final class DamagedBlobs {
  private static final Logger log = LoggerFactory.getLogger(DamagedBlobs.class);

  private final BlobChecks checks;

  // Mutable state
  private final Map<Sha256, Outcome> notVerified = new ConcurrentHashMap<>();

  DamagedBlobs(BlobChecks checks) {
    this.checks = checks;
  }

  /** Reads what earlier runs found; at start, before any blob is given out. */
  void load() {
    checks.forgetUnneeded();
    for (BlobCheck check : checks.notVerified()) {
      notVerified.put(check.digest(), check.outcome());
      if (check.isDamaged()) {
        log.error(
            "{}; its downloads are refused until its content is stored again", check.details());
      }
    }
  }

  /** Whether the blob was found damaged; waits for nothing. */
  boolean contains(Sha256 digest) {
    return notVerified.get(digest) == Outcome.DAMAGED;
  }

  /**
   * Whether the bytes on the disk were found to be damaged, or could not be read: nobody knows that
   * they are good, so they are no reason to let go of good ones. Waits for nothing.
   */
  boolean isInDoubt(Sha256 digest) {
    return notVerified.containsKey(digest);
  }

  /** Notes what was found; that a damaged one cannot even be read does not make it better. */
  void note(BlobCheck check) {
    if (check.outcome() == Outcome.UNREADABLE && contains(check.digest())) {
      return;
    }
    if (check.outcome() != Outcome.VERIFIED) {
      // Refused at once, also when it cannot be recorded.
      notVerified.put(check.digest(), check.outcome());
    }
    checks.record(List.of(check));
    if (check.outcome() == Outcome.VERIFIED) {
      notVerified.remove(check.digest());
    }
  }

  /** The blob was stored anew, or is gone: whatever was found of it is of another file. */
  void forget(Sha256 digest) {
    // Most were never read again, and a look is cheaper than a transaction that writes.
    if (isInDoubt(digest) || checks.find(digest).isPresent()) {
      checks.forget(digest);
      notVerified.remove(digest);
    }
  }
}
