package io.netdepot.monitor;

import io.netdepot.store.BlobCheck;
import io.netdepot.store.BlobChecks;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether stored files are known to be damaged. Never down: everything else is served as ever, and
 * sending clients elsewhere would help nobody.
 */
public final class BlobsCheck extends AbstractHealthCheck {
  private final BlobChecks checks;

  public BlobsCheck(BlobChecks checks) {
    super("netdepot", "blobs");
    this.checks = checks;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    List<BlobCheck> bad = checks.notVerified();
    long damaged = bad.stream().filter(BlobCheck::isDamaged).count();
    builder.detail("damaged", damaged);
    builder.detail("unreadable", bad.size() - damaged);
    if (!bad.isEmpty()) {
      builder.message(
          "%d stored files are damaged and %d could not be read; GET /netdepot/v1/scrub names them"
              .formatted(damaged, bad.size() - damaged));
    }
    builder.up();
  }

  /** A problem of readiness, if it were one. */
  @Override
  public boolean isLiveness() {
    return false;
  }
}
