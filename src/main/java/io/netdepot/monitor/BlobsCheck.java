package io.netdepot.monitor;

import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobChecks;
import java.util.List;
import java.util.Map;

/**
 * Whether stored files are known to be damaged. Never down: everything else is served as ever, and
 * sending clients elsewhere would help nobody.
 */
public final class BlobsCheck implements Check {
  private final BlobChecks checks;

  public BlobsCheck(BlobChecks checks) {
    this.checks = checks;
  }

  @Override
  public String name() {
    return "blobs";
  }

  @Override
  public Finding look() {
    List<BlobCheck> bad = checks.notVerified();
    long damaged = bad.stream().filter(BlobCheck::isDamaged).count();
    Map<String, Object> details = Map.of("damaged", damaged, "unreadable", bad.size() - damaged);
    return bad.isEmpty()
        ? Finding.well(details)
        : Finding.noted(
            "Stored files that are damaged: %d, that could not be read: %d; GET /netdepot/v1/scrub names them"
                .formatted(damaged, bad.size() - damaged),
            details);
  }
}
