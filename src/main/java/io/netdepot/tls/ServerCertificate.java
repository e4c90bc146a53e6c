package io.netdepot.tls;

import io.netdepot.config.HttpSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * A private key and the certificate that belongs to it, with the chain behind it. Immutable.
 *
 * @param chain the server's own certificate first
 */
public record ServerCertificate(PrivateKey key, List<X509Certificate> chain) {
  public ServerCertificate {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("A server needs a certificate");
    }
  }

  /**
   * What the settings ask for: the files they name, or a certificate of our own.
   *
   * @param keyStore where our own certificate is kept; made when it is missing
   * @return empty when TLS is off
   * @throws IOException when the files cannot be used; the message is a sentence for people
   */
  public static Optional<ServerCertificate> of(HttpSettings http, Path keyStore, Clock clock)
      throws IOException {
    return switch (http.tls()) {
      case OFF -> Optional.empty();
      case SELF_SIGNED ->
          Optional.of(new OwnCertificate(keyStore, clock).open(CertificateNames.of(http)));
      case FILES ->
          Optional.of(
              new CertificateFiles(
                      http.certificate().orElseThrow(), http.privateKey().orElseThrow())
                  .read(clock.instant()));
    };
  }

  /** The server's own certificate. */
  public X509Certificate own() {
    return chain.getFirst();
  }

  /** When the server's own certificate ends. */
  public Instant expires() {
    return own().getNotAfter().toInstant();
  }

  /**
   * The SHA-256 of the server's own certificate, as {@code openssl x509 -fingerprint} prints it.
   */
  public String fingerprint() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(own().getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot fingerprint a certificate", e);
    }
  }

  /** For a listener: shows this certificate to every client. */
  public X509KeyManager keyManager() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("netdepot", key, new char[0], chain.toArray(X509Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      for (KeyManager manager : factory.getKeyManagers()) {
        if (manager instanceof X509KeyManager found) {
          return found;
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java cannot hold a certificate for TLS", e);
    }
    throw new IllegalStateException("This Java has no key manager for certificates");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ServerCertificate[" + own().getSubjectX500Principal() + ", " + fingerprint() + "]";
  }
}
