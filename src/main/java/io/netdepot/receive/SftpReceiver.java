package io.netdepot.receive;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.ReceiverSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.Progress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.fleet.UrlHost;
import io.netdepot.secret.Secret;
import io.netdepot.store.Spool;
import io.netdepot.store.StorageFullException;
import java.io.IOException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A receiver that speaks SFTP and nothing else: no shell, no command, no forwarding, no file system
 * behind it. Whoever logs in can put one file, once.
 */
public final class SftpReceiver implements Receiver, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SftpReceiver.class);
  private static final AttributeKey<PushReception> RECEPTION = new AttributeKey<>();

  /**
   * No chacha20: the pushing side chooses, OpenSSH's sftp likes that best, and in Java it takes
   * several times as long as AES, which every SSH has.
   */
  private static final List<BuiltinCiphers> CIPHERS =
      List.of(
          BuiltinCiphers.aes256gcm,
          BuiltinCiphers.aes128gcm,
          BuiltinCiphers.aes256ctr,
          BuiltinCiphers.aes192ctr,
          BuiltinCiphers.aes128ctr);

  private static final int LOGIN_TRIES = 3;
  private static final long WINDOW = 2L << 20;
  private static final long REKEY_BYTES = 64L << 30;

  private final Map<String, PushReception> byUser = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final ReceiverSettings settings;
  private final CollectSettings collect;
  private final Spool spool;
  private final SshServer server;

  private SftpReceiver(
      ReceiverSettings settings, CollectSettings collect, KeyPair hostKey, Spool spool) {
    this.settings = settings;
    this.collect = collect;
    this.spool = spool;
    this.server = server(hostKey);
  }

  /**
   * Opens the receiver.
   *
   * @throws IOException when the port cannot be bound; the message says which, and what to do
   */
  public static SftpReceiver start(
      ReceiverSettings settings, CollectSettings collect, KeyPair hostKey, Spool spool)
      throws IOException {
    SftpReceiver receiver = new SftpReceiver(settings, collect, hostKey, spool);
    try {
      receiver.server.start();
    } catch (IOException e) {
      receiver.close();
      throw new IOException(
          "The receiver cannot listen at "
              + settings.host()
              + " port "
              + settings.port().orElse(0)
              + ": "
              + e.getMessage()
              + "; set receiver.host and receiver.port to what is free",
          e);
    }
    log.info(
        "The receiver of pushed packages listens at {} port {}, host key {}",
        settings.host(),
        receiver.port(),
        KeyUtils.getFingerPrint(hostKey.getPublic()));
    return receiver;
  }

  private SshServer server(KeyPair hostKey) {
    SshServer made = SshServer.setUpDefaultServer();
    made.setHost(settings.host());
    made.setPort(settings.port().orElse(0));
    made.setCipherFactories(List.copyOf(NamedFactory.setUpBuiltinFactories(true, CIPHERS)));
    made.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    made.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
    made.setPasswordAuthenticator((user, password, session) -> admit(user, password, session));
    made.setSubsystemFactories(List.of(new Pushes()));
    made.setShellFactory(null);
    made.setCommandFactory(null);
    made.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
    made.setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE));
    made.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    made.addSessionListener(new Places(settings.connections()));
    CoreModuleProperties.SERVER_IDENTIFICATION.set(made, "Netdepot");
    CoreModuleProperties.AUTH_TIMEOUT.set(made, settings.loginTimeout());
    CoreModuleProperties.IDLE_TIMEOUT.set(made, collect.stall());
    CoreModuleProperties.MAX_AUTH_REQUESTS.set(made, LOGIN_TRIES);
    CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(made, 1);
    CoreModuleProperties.WINDOW_SIZE.set(made, WINDOW);
    CoreModuleProperties.TCP_NODELAY.set(made, true);
    // As for fetched packages: another key exchange in the middle of one costs and brings nothing.
    CoreModuleProperties.REKEY_BYTES_LIMIT.set(made, REKEY_BYTES);
    return made;
  }

  /** The port it listens at. */
  public int port() {
    return server.getPort();
  }

  @Override
  public void requireOn() {}

  @Override
  public Reception open(SwitchTask task, long mostBytes, Progress progress) throws SwitchFailure {
    try {
      spool.requireRoom(1);
    } catch (StorageFullException e) {
      throw new SwitchFailure(
          new Failure(
              FailureReason.STORAGE_FULL,
              Phase.FETCH,
              "No file could be begun for the package: " + e.getMessage()),
          e);
    }
    OneTimeLogin login = OneTimeLogin.random(random);
    PushReception reception =
        new PushReception(
            login,
            login.url(UrlHost.of(settings.announced()), port()),
            new PushedBytes(spool, mostBytes, progress, new Flow(collect, System::nanoTime)),
            closed -> byUser.remove(closed.login().user()));
    byUser.put(login.user(), reception);
    return reception;
  }

  private boolean admit(String user, String password, ServerSession session) {
    PushReception reception = byUser.get(user);
    if (reception == null || !reception.admit(Secret.of(password), session)) {
      return false;
    }
    session.setAttribute(RECEPTION, reception);
    return true;
  }

  /** Ends everything at once; whoever waits for a file hears it. */
  @Override
  public void close() {
    byUser.values().forEach(PushReception::close);
    try {
      server.stop(true);
    } catch (IOException e) {
      log.warn("The receiver did not stop cleanly: {}", e.toString());
    }
  }

  /** The one thing that can be asked for on a channel. */
  private static final class Pushes implements SubsystemFactory {
    @Override
    public String getName() {
      return "sftp";
    }

    @Override
    public Command createSubsystem(ChannelSession channel) throws IOException {
      PushReception reception =
          Optional.ofNullable(channel.getServerSession().getAttribute(RECEPTION))
              .orElseThrow(() -> new IOException("Nobody has logged in"));
      return new PushSubsystem(reception.login().folder(), reception.bytes());
    }
  }

  /** Turns away connections over the limit, before anything is spoken. */
  private static final class Places implements SessionListener {
    private final AtomicInteger open = new AtomicInteger();
    private final int most;

    Places(int most) {
      this.most = most;
    }

    @Override
    public void sessionCreated(Session session) {
      if (open.incrementAndGet() > most) {
        log.warn(
            "More than {} connections to the receiver (receiver.connections); one was closed",
            most);
        session.close(true);
      }
    }

    @Override
    public void sessionClosed(Session session) {
      open.decrementAndGet();
    }
  }
}
