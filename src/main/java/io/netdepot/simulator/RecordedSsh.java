package io.netdepot.simulator;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousSocketChannel;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.io.AbstractIoServiceFactoryFactory;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The SSH server of recorded switches. */
final class RecordedSsh implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(10);

  private final ByAddress<RecordedSwitch> devices;
  private final SshServer server;

  RecordedSsh(int port, List<RecordedSwitch> fleet, CloseableExecutorService sftpThreads) {
    devices = new ByAddress<>(fleet, RecordedSwitch::inetAddress);
    server = SshServer.setUpDefaultServer();
    server.setHost(fleet.stream().map(RecordedSwitch::address).collect(Collectors.joining(",")));
    server.setPort(port);
    server.setKeyPairProvider(session -> devices.of((Session) session).hostKeys());
    server.setPasswordAuthenticator(
        (user, password, session) -> devices.of(session).admits(user, password));
    server.setPublickeyAuthenticator(this::accepts);
    server.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
    server.addSessionListener(new Watcher());
    server.setSessionFactory(new Sessions(server));
    server.setIoServiceFactoryFactory(new Doors());
    server.setSubsystemFactories(List.of(new Sftp(sftpThreads)));
    server.setCommandFactory(
        (channel, line) -> RecordedCommand.begin(devices.of(channel.getServerSession()), line));
    server.setShellFactory(this::shell);
    // A switch that hangs must hang for as long as the client lets it.
    CoreModuleProperties.AUTH_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    // OpenSSH, which runs on switches, speaks version 3 only.
    SftpModuleProperties.SFTP_VERSION.set(server, 3);
  }

  void start() throws IOException {
    server.start();
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() throws IOException {
    server.close(true).await(STOP);
  }

  private boolean accepts(String user, PublicKey key, ServerSession session) {
    RecordedSwitch device = devices.of(session);
    return device.recording().identity().ssh()
        && device.knows(user)
        && device.authorizedKeys().stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
  }

  private Command shell(ChannelSession channel) throws IOException {
    RecordedSwitch device = devices.of(channel.getServerSession());
    if (device.recording().modes().isEmpty()) {
      throw new IOException("The recorded switch has no shell");
    }
    return new RecordedShell(device);
  }

  /** Counts, and shows the banner of each switch. */
  private final class Watcher implements SessionListener {
    @Override
    public void sessionCreated(Session session) {
      RecordedSwitch device = devices.of(session);
      device.connections().incrementAndGet();
      session.addCloseFutureListener(closed -> device.connections().decrementAndGet());
      List<String> banner = device.recording().identity().banner();
      if (!banner.isEmpty()) {
        CoreModuleProperties.WELCOME_BANNER.set(session, String.join("\n", banner) + "\n");
      }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
      if (event == Event.Authenticated) {
        devices.of(session).loggedIn();
      }
    }
  }

  /** Sessions that greet as their switch does. */
  private final class Sessions extends SessionFactory {
    Sessions(SshServer server) {
      super(server);
    }

    @Override
    protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
      return new ServerSessionImpl(getServer(), connection) {
        @Override
        protected String resolveIdentificationString(String property) {
          return "SSH-2.0-" + devices.of(this).recording().identity().identification();
        }
      };
    }
  }

  /** Connections that can fall silent. */
  private static final class Doors extends AbstractIoServiceFactoryFactory {
    Doors() {
      super(null);
    }

    @Override
    public IoServiceFactory create(FactoryManager manager) {
      return new Nio2ServiceFactory(manager, newExecutor(), newExecutor()) {
        @Override
        public Nio2Session createSession(
            Nio2Service service,
            IoHandler handler,
            AsynchronousSocketChannel socket,
            SocketAddress address)
            throws Throwable {
          return new QuietableSession(service, manager, handler, socket, address);
        }
      };
    }
  }

  /** SFTP for the switches that have it. */
  private final class Sftp extends SftpSubsystemFactory {
    Sftp(CloseableExecutorService threads) {
      setFileSystemAccessor(new RecordedFiles(devices));
      // Each subsystem shuts its executor down at its end.
      setExecutorServiceProvider(() -> ThreadUtils.noClose(threads));
    }

    @Override
    public Command createSubsystem(ChannelSession channel) throws IOException {
      if (!devices.of(channel.getServerSession()).recording().identity().sftp()) {
        throw new IOException("The recorded switch has no SFTP");
      }
      return new SwitchSftp(channel, this);
    }
  }
}
