package io.netdepot.store;

import io.netdepot.store.BlobCheck.Outcome;
import java.util.List;
import java.util.Set;
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
  private final Set<Sha256> damaged = ConcurrentHashMap.newKeySet();

  DamagedBlobs(BlobChecks checks) {
    this.checks = checks;
  }

  /** Reads what earlier runs found; at start, before any blob is given out. */
  void load() {
    checks.forgetUnneeded();
    for (BlobCheck check : checks.notVerified()) {
      if (check.isDamaged()) {
        damaged.add(check.digest());
        log.error(
            "{}; its downloads are refused until its content is stored again", check.details());
      }
    }
  }

  /** Whether the blob was found damaged; waits for nothing. */
  boolean contains(Sha256 digest) {
    return damaged.contains(digest);
  }

  /** Notes what was found. */
  void note(BlobCheck check) {
    if (check.isDamaged()) {
      // Refused at once, also when it cannot be recorded.
      damaged.add(check.digest());
    }
    checks.record(List.of(check));
    if (check.outcome() == Outcome.VERIFIED) {
      damaged.remove(check.digest());
    }
  }

  /** The blob was stored anew, or is gone. */
  void forget(Sha256 digest) {
    if (contains(digest)) {
      checks.forget(digest);
      damaged.remove(digest);
    }
  }
}
