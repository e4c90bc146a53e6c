package io.netdepot.tls;

import io.netdepot.config.HttpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Where the certificate of a running service comes from. */
interface CertificateSource {
  /**
   * Something that is equal as long as there is no reason to read anew. Cheap: it is asked for all
   * the time.
   */
  Object stamp();

  /**
   * What is there now.
   *
   * @throws IOException when it cannot be used; the message is a sentence for people
   */
  ServerCertificate read() throws IOException;

  /** How often the stamp is worth a look. */
  Duration pause();

  /**
   * What the settings ask for.
   *
   * @param keyStore where our own certificate is kept
   * @throws IllegalArgumentException when TLS is off
   */
  static CertificateSource of(HttpSettings http, Path keyStore, Clock clock) {
    return switch (http.tls()) {
      case OFF -> throw new IllegalArgumentException("Without TLS there is no certificate");
      case SELF_SIGNED ->
          new Own(new OwnCertificate(keyStore, clock), CertificateNames.of(http), clock);
      case FILES ->
          new OfFiles(http.certificate().orElseThrow(), http.privateKey().orElseThrow(), clock);
    };
  }

  /** Our own: it is made anew before it ends. */
  record Own(OwnCertificate kept, CertificateNames names, Clock clock)
      implements CertificateSource {
    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public Object stamp() {
      return clock.millis() / DAY.toMillis();
    }

    @Override
    public ServerCertificate read() throws IOException {
      return kept.open(names);
    }

    @Override
    public Duration pause() {
      return Duration.ofMinutes(10);
    }
  }

  /** Two files of the operator. */
  record OfFiles(Path certificate, Path key, Clock clock) implements CertificateSource {
    /** Tells whether a file was replaced or edited; through links, to which many renew. */
    private record Stamp(FileTime modified, long size, String identity) {
      static Object of(Path file) {
        try {
          BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
          return new Stamp(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
        } catch (IOException e) {
          return "missing";
        }
      }
    }

    @Override
    public Object stamp() {
      return List.of(Stamp.of(certificate), Stamp.of(key));
    }

    @Override
    public ServerCertificate read() throws IOException {
      return new CertificateFiles(certificate, key).read(clock.instant());
    }

    @Override
    public Duration pause() {
      return Duration.ofSeconds(2);
    }
  }
}
