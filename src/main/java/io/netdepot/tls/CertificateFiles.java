package io.netdepot.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate with its chain and a private key, in two PEM files of the operator. */
final class CertificateFiles {
  private static final Logger log = LoggerFactory.getLogger(CertificateFiles.class);
  private static final Duration SOON = Duration.ofDays(30);

  private final Path certificate;
  private final Path key;

  CertificateFiles(Path certificate, Path key) {
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Reads both and makes sure that a client could be shown them.
   *
   * @throws IOException when not; the message is a sentence that names the setting and the file
   */
  ServerCertificate read(Instant now) throws IOException {
    List<X509Certificate> chain = PemFile.of("http.tls-certificate", certificate).certificates();
    X509Certificate own = chain.getFirst();
    checkDates(own, now);
    String algorithm = own.getPublicKey().getAlgorithm();
    if (!algorithm.equals("EC") && !algorithm.equals("RSA")) {
      throw new IOException(
          "http.tls-certificate: the certificate in "
              + certificate
              + " has a key of the kind "
              + algorithm
              + ", which TLS in Java does not serve; use an ECDSA or RSA key.");
    }
    PrivateKey secret = PemFile.of("http.tls-key", key).privateKey();
    if (!belongTogether(own.getPublicKey(), secret)) {
      throw new IOException(
          "http.tls-key: the private key in "
              + key
              + " does not belong to the first certificate in "
              + certificate
              + " ("
              + own.getSubjectX500Principal()
              + "). Name the key that the certificate was asked for with; in the chain, the"
              + " server's own certificate comes first.");
    }
    return new ServerCertificate(secret, chain);
  }

  private void checkDates(X509Certificate own, Instant now) throws IOException {
    Instant begin = own.getNotBefore().toInstant();
    Instant end = own.getNotAfter().toInstant();
    if (end.isBefore(now)) {
      throw new IOException(
          "http.tls-certificate: the certificate in "
              + certificate
              + " ended at "
              + end
              + "; clients would refuse it. Put a new one there.");
    }
    if (begin.isAfter(now)) {
      throw new IOException(
          "http.tls-certificate: the certificate in "
              + certificate
              + " begins only at "
              + begin
              + "; wait until then, or correct this machine's clock.");
    }
    if (end.isBefore(now.plus(SOON))) {
      log.warn("The certificate in {} ends soon, at {}", certificate, end);
    }
  }

  private static boolean belongTogether(PublicKey open, PrivateKey secret) {
    if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
      return false;
    }
    String algorithm = "SHA256with" + (open.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
    byte[] text = {'n', 'e', 't', 'd', 'e', 'p', 'o', 't'};
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(secret);
      signing.update(text);
      Signature checking = Signature.getInstance(algorithm);
      checking.initVerify(open);
      checking.update(text);
      return checking.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
