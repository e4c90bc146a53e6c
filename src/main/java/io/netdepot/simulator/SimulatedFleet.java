package io.netdepot.simulator;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.io.AbstractIoServiceFactoryFactory;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.sftp.SftpModuleProperties;

/**
 * Many switches behind one SSH server: an address of loopback each, the same port for all, and a
 * handful of threads. What waits (a generate, a stalled transfer) waits on a virtual thread.
 */
public final class SimulatedFleet implements AutoCloseable {
  private static final int READERS = 2 + Runtime.getRuntime().availableProcessors();
  private static final int PORT_TRIES = 20;

  private final Path folder;
  private final FleetFiles files;
  private final List<SimulatedSwitch> switches;
  private final CloseableExecutorService sftpThreads;
  private final SshServer server;

  private SimulatedFleet(
      Path folder,
      FleetFiles files,
      List<SimulatedSwitch> switches,
      int port,
      List<String> keyExchanges) {
    this.folder = folder;
    this.files = files;
    this.switches = switches;
    this.sftpThreads =
        new SshThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("switch-sftp").factory());
    this.server = server(new ByAddress<>(switches, SimulatedSwitch::inetAddress), port);
    if (!keyExchanges.isEmpty()) {
      offerOnly(keyExchanges);
    }
  }

  /**
   * Starts a fleet with content of its own, in a temporary folder that goes with it.
   *
   * @param port of every switch; 0 takes a free one
   * @throws IOException when an address cannot be bound
   */
  public static SimulatedFleet start(int port, List<SimulatedSwitch> switches) throws IOException {
    return start(port, switches, List.of());
  }

  /**
   * As {@link #start(int, List)}, with the key exchanges that the switches are to offer.
   *
   * @param keyExchanges their names in SSH; none offers all there are
   * @throws IllegalArgumentException when one is not known
   */
  static SimulatedFleet start(int port, List<SimulatedSwitch> switches, List<String> keyExchanges)
      throws IOException {
    Path folder = Files.createTempDirectory("netdepot-simulator-");
    Path content = Files.createDirectory(folder.resolve("content"));
    return start(port, switches, folder, new ContentCache(content), keyExchanges);
  }

  /**
   * Starts a fleet with content that other fleets use as well.
   *
   * @param content a cache on the file system of the temporary folder, as packages are hard links
   */
  public static SimulatedFleet start(int port, List<SimulatedSwitch> switches, ContentCache content)
      throws IOException {
    return start(
        port, switches, Files.createTempDirectory("netdepot-simulator-"), content, List.of());
  }

  private static SimulatedFleet start(
      int port,
      List<SimulatedSwitch> switches,
      Path folder,
      ContentCache content,
      List<String> keyExchanges)
      throws IOException {
    try {
      return bind(
          port, List.copyOf(switches), folder, new FleetFiles(folder, content), keyExchanges);
    } catch (IOException | RuntimeException e) {
      FolderRemoval.remove(folder);
      throw e;
    }
  }

  private static SimulatedFleet bind(
      int port,
      List<SimulatedSwitch> switches,
      Path folder,
      FleetFiles files,
      List<String> keyExchanges)
      throws IOException {
    for (int tries = 1; ; tries++) {
      SimulatedFleet fleet = new SimulatedFleet(folder, files, switches, port, keyExchanges);
      try {
        fleet.server.start();
        fleet.putPackages();
        return fleet;
      } catch (IOException e) {
        fleet.stopServer();
        // A port free on the first address may be taken on another one.
        if (!(e instanceof BindException) || port != 0 || tries == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  /** The port of every switch. */
  public int port() {
    return server.getPort();
  }

  public List<SimulatedSwitch> switches() {
    return switches;
  }

  /** The switch at this address. */
  public Optional<SimulatedSwitch> switchAt(String address) {
    return switches.stream().filter(each -> each.address().equals(address)).findFirst();
  }

  /** Makes all content now, so that no generate has to. */
  public void prepare() throws IOException {
    for (SimulatedSwitch simulated : switches) {
      files.prepare(simulated);
    }
  }

  /** Breaks every connection and deletes the packages. */
  @Override
  public void close() throws IOException {
    try {
      stopServer();
    } finally {
      FolderRemoval.remove(folder);
    }
  }

  private void putPackages() throws IOException {
    for (SimulatedSwitch simulated : switches) {
      for (String name : simulated.packagesAtStart()) {
        files.put(simulated, name);
      }
    }
  }

  private void offerOnly(List<String> keyExchanges) {
    BuiltinDHFactories.ParseResult known = BuiltinDHFactories.parseDHFactoriesList(keyExchanges);
    if (!known.getUnsupportedFactories().isEmpty()) {
      throw new IllegalArgumentException(
          "Key exchanges that are not known: " + known.getUnsupportedFactories());
    }
    server.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            false, known.getParsedFactories(), ServerBuilder.DH2KEX));
  }

  private void stopServer() throws IOException {
    try {
      server.close(true).await(Duration.ofSeconds(10));
    } finally {
      sftpThreads.shutdownNow();
    }
  }

  private SshServer server(ByAddress<SimulatedSwitch> lookup, int port) {
    SshServer ssh = SshServer.setUpDefaultServer();
    ssh.setHost(switches.stream().map(SimulatedSwitch::address).collect(Collectors.joining(",")));
    ssh.setPort(port);
    ssh.setKeyPairProvider(session -> lookup.of((Session) session).hostKeys());
    SwitchLogin login = new SwitchLogin(lookup);
    ssh.setPasswordAuthenticator(login);
    ssh.setPublickeyAuthenticator(login);
    ssh.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
    ssh.addSessionListener(login);
    ssh.setIoServiceFactoryFactory(doors(lookup));
    ssh.setSubsystemFactories(List.of(new SwitchSftpFactory(lookup, files, sftpThreads)));
    SwitchShell shell = new SwitchShell(files);
    ssh.setCommandFactory(
        (channel, line) -> {
          SimulatedSwitch simulated = lookup.of(channel.getServerSession());
          simulated.counts().command(line);
          return new ExecChannel(simulated, shell.find(simulated, line));
        });
    CoreModuleProperties.NIO_WORKERS.set(ssh, READERS);
    CoreModuleProperties.SERVER_IDENTIFICATION.set(ssh, "OpenSSH_9.2p1");
    // A switch that hangs must hang for as long as the client lets it.
    CoreModuleProperties.AUTH_TIMEOUT.set(ssh, Duration.ZERO);
    CoreModuleProperties.IDLE_TIMEOUT.set(ssh, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(ssh, Duration.ZERO);
    // OpenSSH, which runs on switches, speaks version 3 only.
    SftpModuleProperties.SFTP_VERSION.set(ssh, 3);
    return ssh;
  }

  private static AbstractIoServiceFactoryFactory doors(ByAddress<SimulatedSwitch> lookup) {
    return new AbstractIoServiceFactoryFactory(null) {
      @Override
      public IoServiceFactory create(FactoryManager manager) {
        return new Doorkeeper(manager, newExecutor(), newExecutor(), lookup);
      }
    };
  }
}
