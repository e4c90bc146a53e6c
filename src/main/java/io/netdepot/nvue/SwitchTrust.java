package io.netdepot.nvue;

import io.netdepot.files.SmallFile;
import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchTask;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges the certificate of one switch's REST API, and keeps why it was refused, which the
 * library's exception does not say. What the service's Java trusts otherwise counts for nothing
 * here. Used by one connection at a time.
 */
final class SwitchTrust extends X509ExtendedTrustManager {
  private static final int LARGEST_FILE = 1 << 20;

  private final SwitchTask task;
  private final KnownCertificates known;
  private volatile @Nullable Failure refused;

  SwitchTrust(SwitchTask task, KnownCertificates known) {
    this.task = task;
    this.known = known;
  }

  /** Whether the certificate has to be one for the switch's name, and not only the right one. */
  boolean namesHost() {
    return task.access().trust() instanceof CertificateTrust.SignedBy;
  }

  /** Why the last certificate was refused. */
  Optional<Failure> refused() {
    return Optional.ofNullable(refused);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    refused = null;
    Optional<Failure> problem =
        switch (task.access().trust()) {
          case CertificateTrust.Pinned pinned -> pinned(pinned, sha256(chain[0]));
          case CertificateTrust.OnFirstSight any -> firstSight(sha256(chain[0]));
          case CertificateTrust.SignedBy authority -> signed(authority, chain, authType, socket);
        };
    if (problem.isPresent()) {
      refused = problem.get();
      throw new CertificateException(problem.get().details());
    }
  }

  private Optional<Failure> pinned(CertificateTrust.Pinned pinned, String shown) {
    return shown.equals(pinned.sha256())
        ? Optional.empty()
        : refusal(
            FailureReason.CERTIFICATE_CHANGED,
            "The REST API shows the certificate sha256:"
                + shown
                + ", but sha256:"
                + pinned.sha256()
                + " is pinned in the file of switches. Somebody may be in between. If the switch has"
                + " a new certificate, pin that one");
  }

  private Optional<Failure> firstSight(String shown) {
    try {
      return switch (known.look(task.address(), task.access().restPort(), shown)) {
        case GOOD -> Optional.empty();
        case CHANGED ->
            refusal(
                FailureReason.CERTIFICATE_CHANGED,
                "The REST API shows the certificate sha256:"
                    + shown
                    + ", which is not the one of the first time. Somebody may be in between. If the"
                    + " switch was replaced or has a new certificate, forget the old one:"
                    + " ./netdepot host-keys forget "
                    + task.address().canonical());
        case UNKNOWN ->
            refusal(
                FailureReason.CERTIFICATE_REFUSED,
                "No certificate is known for the REST API of the switch and ssh.host-keys is strict."
                    + " It shows sha256:"
                    + shown
                    + "; if that is right, pin it in the file of switches");
      };
    } catch (IOException e) {
      return refusal(FailureReason.INTERNAL_ERROR, String.valueOf(e.getMessage()));
    }
  }

  private Optional<Failure> signed(
      CertificateTrust.SignedBy authority,
      X509Certificate[] chain,
      String authType,
      Socket socket) {
    X509ExtendedTrustManager checks;
    try {
      checks = authority(authority.file());
    } catch (IOException | GeneralSecurityException e) {
      return refusal(
          FailureReason.CERTIFICATE_REFUSED,
          "The authority's certificates in "
              + authority.file()
              + " cannot be used: "
              + e.getMessage());
    }
    try {
      checks.checkServerTrusted(chain, authType, socket);
      return Optional.empty();
    } catch (CertificateException e) {
      return refusal(
          FailureReason.CERTIFICATE_REFUSED,
          "The REST API shows the certificate sha256:"
              + sha256(chain[0])
              + ", which is not good for "
              + task.address()
              + " by the authority of "
              + authority.file().getFileName()
              + ": "
              + e.getMessage()
              + ". If it is the right one, pin it in the file of switches");
    }
  }

  private static X509ExtendedTrustManager authority(Path file)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int count = 0;
    for (Certificate each :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(SmallFile.bytes(file, LARGEST_FILE)))) {
      store.setCertificateEntry("authority-" + count++, each);
    }
    if (count == 0) {
      throw new IOException("holds no certificate");
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }

  private static Optional<Failure> refusal(FailureReason reason, String details) {
    return Optional.of(new Failure(reason, Phase.CONNECT, details));
  }

  /** The digest by which a certificate is pinned. */
  static String sha256(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A certificate that was read has a digest", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("Only connections over sockets are made");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("Only connections over sockets are made");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("Nobody is served here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("Nobody is served here");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("Nobody is served here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
