package io.netdepot.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.tls.CertificateWatch;

/** When the certificate that TLS shows ends, and whether a newer one is refused. */
public final class CertificateMetrics {
  private CertificateMetrics() {}

  /** Adds the gauges. */
  public static void register(MeterRegistry registry, CertificateWatch watch) {
    Gauge.builder(
            "netdepot_certificate_ends_seconds", watch, shown -> shown.ends().getEpochSecond())
        .description("When the certificate that TLS shows ends, in seconds since 1970")
        .register(registry);
    Gauge.builder(
            "netdepot_certificate_refused", watch, shown -> shown.refusal().isPresent() ? 1 : 0)
        .description("1 while a new certificate is refused and the one before goes on being shown")
        .register(registry);
  }
}
