package io.netdepot.tls;

import io.netdepot.config.HttpSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for another certificate while the service runs, and has it shown to new connections. What
 * cannot be used is refused with a sentence, and the one before goes on being shown. Thread-safe.
 */
public final class CertificateWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);

  private final CertificateSource source;
  private final ShownCertificate shown;
  private final Clock clock;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tls-files").factory());

  // Mutable state: of the one thread that looks.
  private Object tried;
  private Object seen;
  private volatile Optional<String> refusal = Optional.empty();

  private CertificateWatch(
      CertificateSource source, ShownCertificate shown, Clock clock, Object tried) {
    this.source = source;
    this.shown = shown;
    this.clock = clock;
    this.tried = tried;
    this.seen = tried;
  }

  /**
   * Reads the certificate that the settings ask for, and watches it from {@link #start()} on.
   *
   * @param keyStore where our own certificate is kept; made when it is missing
   * @return empty when TLS is off
   * @throws IOException when the files cannot be used; the message is a sentence for people
   */
  public static Optional<CertificateWatch> of(HttpSettings http, Path keyStore, Clock clock)
      throws IOException {
    if (http.tls() == HttpSettings.Tls.OFF) {
      return Optional.empty();
    }
    return Optional.of(over(CertificateSource.of(http, keyStore, clock), clock));
  }

  static CertificateWatch over(CertificateSource source, Clock clock) throws IOException {
    // Noted before the files are read, so that no change slips through.
    Object before = source.stamp();
    return new CertificateWatch(source, new ShownCertificate(source.read()), clock, before);
  }

  /** Begins to look. */
  public void start() {
    long pause = source.pause().toMillis();
    var unused =
        looking.scheduleWithFixedDelay(this::lookSafely, pause, pause, TimeUnit.MILLISECONDS);
  }

  // A task that throws is not run again.
  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      log.error("Could not look for another certificate", e);
      refusal = Optional.of("What lies there could not be looked at: " + e);
    }
  }

  /**
   * Looks once. A change is acted on when it has been the same for two looks: a certificate and its
   * key are two files, and who renews them writes one after the other.
   */
  void look() {
    Object now = source.stamp();
    boolean quiet = now.equals(seen);
    seen = now;
    if (!quiet || now.equals(tried)) {
      return;
    }
    tried = now;
    try {
      take(source.read());
    } catch (IOException | RuntimeException e) {
      // A certificate that a provider of this Java stumbles over is refused as any other bad one.
      String sentence = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
      refusal = Optional.of(sentence);
      log.warn(
          "The new certificate is refused; the one that ends at {} goes on being shown. {}",
          shown.current().expires(),
          sentence);
    }
  }

  private void take(ServerCertificate read) {
    refusal = Optional.empty();
    if (read.chain().equals(shown.current().chain())) {
      return;
    }
    shown.replace(read);
    log.info(
        "TLS shows another certificate to new connections, with the SHA-256 fingerprint {}, which"
            + " ends at {}",
        read.fingerprint(),
        read.expires());
  }

  /** What listeners show. */
  public ShownCertificate shown() {
    return shown;
  }

  /** When the certificate that is shown ends. */
  public Instant ends() {
    return shown.current().expires();
  }

  /** Whole days until it ends; negative when it has ended. */
  public long daysLeft() {
    return Math.floorDiv(
        Duration.between(clock.instant(), ends()).toSeconds(), Duration.ofDays(1).toSeconds());
  }

  /** Why what lies there now is not shown, as a sentence for people; empty when it is. */
  public Optional<String> refusal() {
    return refusal;
  }

  /** Stops looking; the certificate stays. */
  @Override
  public void close() {
    looking.shutdownNow();
  }
}
