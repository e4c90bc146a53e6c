package io.netdepot.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.PropertyResolverUtils;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * The one SSH client for all switches: a few threads for any number of sessions, no file of the
 * user's (~/.ssh, an agent) read, and all limits in time left to {@link Watch}.
 */
final class SwitchClient implements AutoCloseable {
  /** AES-GCM first: in Java it is several times as fast as the others, chacha20 the slowest. */
  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes128ctr,
          BuiltinCiphers.cc20p1305_openssh);

  /** {@code ssh-rsa} (RSA with SHA-1) comes last: old switches have nothing else. */
  private static final List<BuiltinSignatures> SIGNATURES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256,
          BuiltinSignatures.rsa);

  /**
   * The hybrid post-quantum ones come after the elliptic curves, for switches that insist on them:
   * in Java they make a login cost more than three times as much (0.07 s of a core in place of 0.02
   * s), which a fleet of a thousand feels.
   */
  private static final List<BuiltinDHFactories> KEY_EXCHANGES =
      List.of(
          BuiltinDHFactories.curve25519,
          BuiltinDHFactories.curve25519_libssh,
          BuiltinDHFactories.ecdhp256,
          BuiltinDHFactories.ecdhp384,
          BuiltinDHFactories.ecdhp521,
          BuiltinDHFactories.mlkem768x25519,
          BuiltinDHFactories.sntrup761x25519,
          BuiltinDHFactories.sntrup761x25519_openssh,
          BuiltinDHFactories.dhgex256,
          BuiltinDHFactories.dhg16_512,
          BuiltinDHFactories.dhg14_256);

  private static final String LOGIN_WAYS = "publickey,password,keyboard-interactive";
  private static final long REKEY_BYTES = 64L << 30;

  private final SshClient client;

  SwitchClient() {
    client =
        ClientBuilder.builder()
            .cipherFactories(List.copyOf(NamedFactory.setUpBuiltinFactories(true, CIPHERS)))
            .keyExchangeFactories(
                NamedFactory.setUpTransformedFactories(true, KEY_EXCHANGES, ClientBuilder.DH2KEX))
            .signatureFactories(signatures(List.of()))
            .serverKeyVerifier(RejectAllServerKeyVerifier.INSTANCE)
            .hostConfigEntryResolver(HostConfigEntryResolver.EMPTY)
            .globalRequestHandlers(
                List.of(KeepAliveHandler.INSTANCE, SwitchClient::hostKeysAnnounced))
            .channelFactories(List.of())
            .build();
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(
        List.of(
            UserAuthPublicKeyFactory.INSTANCE,
            UserAuthPasswordFactory.INSTANCE,
            UserAuthKeyboardInteractiveFactory.INSTANCE));
    client.setIoServiceFactoryFactory(SwitchIo.factory());
    client.setSessionFactory(new Sessions(client));
    setProperties();
    client.start();
  }

  private void setProperties() {
    CoreModuleProperties.CLIENT_IDENTIFICATION.set(client, "Netdepot");
    CoreModuleProperties.PREFERRED_AUTHS.set(client, LOGIN_WAYS);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    // Prompts are answered by the attempt, which tries a password once.
    PropertyResolverUtils.updateProperty(
        client, UserInteraction.AUTO_DETECT_PASSWORD_PROMPT, false);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ZERO);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    // RFC 4344, section 3.2, for a cipher of 128-bit blocks; the library's 1 GiB would stop a
    // package in the middle for another key exchange.
    CoreModuleProperties.REKEY_BYTES_LIMIT.set(client, REKEY_BYTES);
  }

  /**
   * Begins a connection; never blocks. Its session knows the attempt from its first moment on.
   *
   * @param address already resolved
   */
  ConnectFuture connect(InetAddress address, int port, Attempt attempt) throws IOException {
    HostConfigEntry entry =
        new HostConfigEntry("", address.getHostAddress(), port, attempt.login().username());
    // Nothing but the identities of the attempt.
    entry.setIdentitiesOnly(true);
    return client.connect(entry, AttributeRepository.ofKeyValuePair(Attempt.KEY, attempt), null);
  }

  @Override
  public void close() {
    client.stop();
  }

  // OpenSSH announces all of its host keys after the login; we pin what was proven only.
  private static RequestHandler.Result hostKeysAnnounced(
      ConnectionService connection, String request, boolean wantReply, Buffer buffer) {
    return request.equals("hostkeys-00@openssh.com")
        ? RequestHandler.Result.ReplyFailure
        : RequestHandler.Result.Unsupported;
  }

  private static List<NamedFactory<Signature>> signatures(List<String> preferredKeyTypes) {
    List<BuiltinSignatures> ordered = new ArrayList<>(SIGNATURES);
    ordered.sort(
        Comparator.comparing(
            signature -> !preferredKeyTypes.contains(HostKeyTypes.of(signature.getName()))));
    return List.copyOf(NamedFactory.setUpBuiltinFactories(true, ordered));
  }

  /** Makes sessions that carry what their attempt brought, before their first packet. */
  private static final class Sessions extends SessionFactory {
    Sessions(SshClient client) {
      super(client);
    }

    @Override
    protected ClientSessionImpl doCreateSession(IoSession connection) throws Exception {
      ClientSessionImpl session = super.doCreateSession(connection);
      AttributeRepository context = session.getConnectionContext();
      Attempt attempt = context == null ? null : context.getAttribute(Attempt.KEY);
      if (attempt == null) {
        return session;
      }
      attempt.began(session);
      session.setSignatureFactories(signatures(attempt.peer().keyTypes()));
      session.setServerKeyVerifier(attempt);
      session.setUserInteraction(attempt);
      session.setPasswordAuthenticationReporter(attempt);
      session.addSessionListener(attempt);
      attempt.keys().forEach(session::addPublicKeyIdentity);
      attempt
          .login()
          .password()
          .filter(password -> !password.reveal().isEmpty())
          .ifPresent(password -> session.addPasswordIdentity(password.reveal()));
      return session;
    }
  }
}
