package io.netdepot;

import io.micrometer.core.instrument.MeterRegistry;
import io.netdepot.config.Settings;
import io.netdepot.monitor.CertificateCheck;
import io.netdepot.monitor.CertificateMetrics;
import io.netdepot.monitor.Check;
import io.netdepot.store.DataLayout;
import io.netdepot.tls.CertificateWatch;
import io.netdepot.tls.ServerCertificate;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate of the API's listener and those who look after it; nothing where TLS is off. */
final class ListenerTls {
  private static final Logger log = LoggerFactory.getLogger(ListenerTls.class);

  private final Optional<CertificateWatch> watch;

  private ListenerTls(Optional<CertificateWatch> watch) {
    this.watch = watch;
  }

  /**
   * Reads the certificate, or makes our own.
   *
   * @throws IOException when it cannot be used; the message is a sentence for people
   */
  static ListenerTls open(Settings settings, DataLayout data, Clock clock, Closing closing)
      throws IOException {
    Optional<CertificateWatch> watch =
        CertificateWatch.of(settings.http(), data.tlsKeyStore(), clock);
    watch.ifPresent(looking -> closing.add("certificate watch", looking));
    return new ListenerTls(watch);
  }

  /** What the listener is made with. */
  Optional<KeyCertOptions> options() {
    return watch.map(looking -> KeyCertOptions.wrap(looking.shown().keyManager()));
  }

  List<Check> checks() {
    return watch.<Check>map(CertificateCheck::new).stream().toList();
  }

  /** Tells what is shown, and looks for another one from now on. */
  void start(MeterRegistry metrics) {
    watch.ifPresent(
        looking -> {
          ServerCertificate first = looking.shown().current();
          log.info(
              "TLS shows the certificate with the SHA-256 fingerprint {}, which ends at {}",
              first.fingerprint(),
              first.expires());
          CertificateMetrics.register(metrics, looking);
          looking.start();
        });
  }
}
