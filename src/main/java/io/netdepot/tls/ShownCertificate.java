package io.netdepot.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that listeners show, which may be another one from one moment to the next: a new
 * connection gets the new one, and one that is there already goes on. Thread-safe.
 */
public final class ShownCertificate {
  // Mutable state: replaced as a whole.
  private volatile Shown shown;

  public ShownCertificate(ServerCertificate first) {
    this.shown = new Shown(0, first, managerOf(first), Optional.empty());
  }

  /**
   * One of the certificates that were shown.
   *
   * @param before the one that a handshake under way may have begun with
   */
  private record Shown(
      long number,
      ServerCertificate certificate,
      X509ExtendedKeyManager manager,
      Optional<Shown> before) {

    String alias(String ofManager) {
      return number + ":" + ofManager;
    }

    /** The one that an alias of ours belongs to. */
    Optional<Shown> owning(String alias) {
      return alias.startsWith(number + ":")
          ? Optional.of(this)
          : before.filter(earlier -> alias.startsWith(earlier.number + ":"));
    }

    static String inner(String alias) {
      return alias.substring(alias.indexOf(':') + 1);
    }
  }

  /** The one that new connections get. */
  public ServerCertificate current() {
    return shown.certificate();
  }

  synchronized void replace(ServerCertificate with) {
    Shown old = shown;
    shown =
        new Shown(
            old.number() + 1,
            with,
            managerOf(with),
            Optional.of(
                new Shown(old.number(), old.certificate(), old.manager(), Optional.empty())));
  }

  private static X509ExtendedKeyManager managerOf(ServerCertificate certificate) {
    if (certificate.keyManager() instanceof X509ExtendedKeyManager manager) {
      return manager;
    }
    throw new IllegalStateException("This Java has no key manager for TLS engines");
  }

  /** For a listener: shows what is current at the begin of each handshake. */
  public X509KeyManager keyManager() {
    return new Delegate();
  }

  /** An alias names the certificate as well, so that key and chain of one handshake fit. */
  private final class Delegate extends X509ExtendedKeyManager {
    @Override
    public @Nullable String chooseEngineServerAlias(
        String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
      Shown now = shown;
      String alias = now.manager().chooseEngineServerAlias(keyType, issuers, engine);
      return alias == null ? null : now.alias(alias);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, Socket socket) {
      Shown now = shown;
      String alias = now.manager().chooseServerAlias(keyType, issuers, socket);
      return alias == null ? null : now.alias(alias);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return shown
          .owning(alias)
          .map(one -> one.manager().getCertificateChain(Shown.inner(alias)))
          .orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return shown
          .owning(alias)
          .map(one -> one.manager().getPrivateKey(Shown.inner(alias)))
          .orElse(null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyType, Principal @Nullable [] issuers, Socket socket) {
      return null;
    }
  }
}
