package io.netdepot.tls;

import io.netdepot.files.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of our own, kept with its key in a PKCS #12 file of mode 0600. The file's mode
 * protects the key: a password that lay beside it would add nothing.
 */
final class OwnCertificate {
  private static final Logger log = LoggerFactory.getLogger(OwnCertificate.class);
  private static final String ALIAS = "netdepot";
  private static final char[] NO_PASSWORD = new char[0];

  /** One that would end in the middle of a usual run is made anew at the start of it. */
  static final Duration LEFT_AT_LEAST = Duration.ofDays(30);

  private final Path file;
  private final Clock clock;

  OwnCertificate(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Reads it, or makes one: where there is none, where it ends within 30 days, and where it lacks a
   * name that the settings have.
   */
  ServerCertificate open(CertificateNames names) throws IOException {
    Optional<ServerCertificate> kept = read();
    if (kept.isEmpty()) {
      return make(names, "none was kept");
    }
    if (kept.get().expires().isBefore(clock.instant().plus(LEFT_AT_LEAST))) {
      return make(names, "the kept one ends at " + kept.get().expires());
    }
    if (!names.areIn(kept.get().own())) {
      return make(names, "the kept one is not for " + String.join(", ", names.needed()));
    }
    return kept.get();
  }

  private ServerCertificate make(CertificateNames names, String why) throws IOException {
    ServerCertificate made = SelfSigned.make(names, clock.instant());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          ALIAS, made.key(), NO_PASSWORD, made.chain().toArray(X509Certificate[]::new));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      store.store(bytes, NO_PASSWORD);
      PrivateFile.write(file, bytes.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot keep a certificate", e);
    } catch (IOException e) {
      throw new IOException("The certificate " + file + " cannot be written: " + e.getMessage(), e);
    }
    log.info("Made a self-signed certificate, because {}; it ends at {}", why, made.expires());
    return made;
  }

  private Optional<ServerCertificate> read() throws IOException {
    try {
      Optional<byte[]> bytes = PrivateFile.readSecret(file);
      return bytes.isPresent() ? Optional.of(parse(bytes.get())) : Optional.empty();
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          "The certificate "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "); where it is damaged, remove it, and the next start makes a new one",
          e);
    }
  }

  private static ServerCertificate parse(byte[] bytes)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), NO_PASSWORD);
    if (store.getKey(ALIAS, NO_PASSWORD) instanceof PrivateKey key
        && store.getCertificate(ALIAS) instanceof X509Certificate certificate) {
      return new ServerCertificate(key, List.of(certificate));
    }
    throw new IOException("it holds no certificate of ours");
  }
}
