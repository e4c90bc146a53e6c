package io.netdepot.monitor;

import io.netdepot.tls.CertificateWatch;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The certificate that TLS shows: how long it lasts, and why a newer one is refused. Down when it
 * has ended, because no client that looks would come in.
 */
public final class CertificateCheck extends AbstractHealthCheck {
  private final CertificateWatch watch;

  public CertificateCheck(CertificateWatch watch) {
    super("netdepot", "certificate");
    this.watch = watch;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
    long left = watch.daysLeft();
    builder.detail("ends", watch.ends().toString());
    builder.detail("daysLeft", left);
    watch
        .refusal()
        .ifPresent(
            sentence -> {
              builder.detail("refused", sentence);
              builder.message("A new certificate is refused, and the old one shown: " + sentence);
            });
    if (left < 0) {
      builder
          .message(
              "The certificate ended at "
                  + watch.ends()
                  + "; clients refuse it. Put a new one in its place, it is taken up by itself.")
          .down();
    } else {
      builder.up();
    }
  }

  /** A problem of readiness: what lives on may be read, what is new is better sent elsewhere. */
  @Override
  public boolean isLiveness() {
    return false;
  }
}
