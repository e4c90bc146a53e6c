package io.netdepot.simulator;

import io.netdepot.recording.Recording;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.SshThreadPoolExecutor;

/**
 * Recorded switches on loopback, each at an address of its own: all on one port for SSH, and those
 * that answer HTTP on one port for HTTPS.
 */
public final class RecordedFleet implements AutoCloseable {
  private static final int PORT_TRIES = 20;

  private final Path folder;
  private final List<RecordedSwitch> devices;
  private final CloseableExecutorService sftpThreads;
  private final RecordedSsh ssh;
  private final Optional<RecordedHttps> https;

  private RecordedFleet(
      Path folder,
      List<RecordedSwitch> devices,
      CloseableExecutorService sftpThreads,
      RecordedSsh ssh,
      Optional<RecordedHttps> https) {
    this.folder = folder;
    this.devices = devices;
    this.sftpThreads = sftpThreads;
    this.ssh = ssh;
    this.https = https;
  }

  /** Starts one switch on free ports of an address. */
  public static RecordedFleet of(Recording recording, String address) throws IOException {
    return start(0, List.of(RecordedSwitch.of(recording, address)));
  }

  /**
   * Starts switches, with HTTPS on a free port.
   *
   * @param sshPort of every switch; 0 takes a free one
   * @throws IOException when an address cannot be bound
   */
  public static RecordedFleet start(int sshPort, List<RecordedSwitch> devices) throws IOException {
    return start(sshPort, 0, devices);
  }

  /**
   * Starts switches.
   *
   * @param sshPort of every switch; 0 takes a free one
   * @param httpsPort of every switch that answers HTTP; 0 takes a free one
   * @throws IOException when an address cannot be bound
   */
  public static RecordedFleet start(int sshPort, int httpsPort, List<RecordedSwitch> devices)
      throws IOException {
    Path folder = Files.createTempDirectory("netdepot-recorded-");
    CloseableExecutorService threads =
        new SshThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            1,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("recorded-sftp").factory());
    try {
      ContentCache content = new ContentCache(Files.createDirectory(folder.resolve("content")));
      for (RecordedSwitch device : devices) {
        device
            .stage()
            .disk()
            .mount(
                folder.resolve(device.address().replace(':', '_')),
                content,
                device.recording().files(),
                device.recording().folders());
      }
      Optional<RecordedHttps> https = https(httpsPort, devices);
      try {
        return new RecordedFleet(
            folder, List.copyOf(devices), threads, bind(sshPort, devices, threads), https);
      } catch (IOException | RuntimeException e) {
        https.ifPresent(RecordedHttps::close);
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      threads.shutdownNow();
      FolderRemoval.remove(folder);
      throw e;
    }
  }

  private static RecordedSsh bind(
      int port, List<RecordedSwitch> devices, CloseableExecutorService threads) throws IOException {
    for (int tries = 1; ; tries++) {
      RecordedSsh server = new RecordedSsh(port, devices, threads);
      try {
        server.start();
        return server;
      } catch (BindException e) {
        server.close();
        // A port free on the first address may be taken on another one.
        if (port != 0 || tries == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  private static Optional<RecordedHttps> https(int port, List<RecordedSwitch> devices)
      throws IOException {
    List<RecordedSwitch> answering =
        devices.stream().filter(device -> device.recording().hasHttp()).toList();
    if (answering.isEmpty()) {
      return Optional.empty();
    }
    for (int tries = 1; ; tries++) {
      try {
        return Optional.of(RecordedHttps.start(port, answering));
      } catch (BindException e) {
        if (port != 0 || tries == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  /** The SSH port of every switch. */
  public int sshPort() {
    return ssh.port();
  }

  /** The HTTPS port of every switch whose recording answers HTTP. */
  public int httpsPort() {
    return answering().port();
  }

  /** The certificate that they made for themselves; no address stands in it. */
  public X509Certificate certificate() {
    return answering().tls().certificate();
  }

  private RecordedHttps answering() {
    return https.orElseThrow(
        () -> new IllegalStateException("No recording of these has an answer over HTTP"));
  }

  public List<RecordedSwitch> switches() {
    return devices;
  }

  /** The one switch of a fleet that has one. */
  public RecordedSwitch only() {
    if (devices.size() != 1) {
      throw new IllegalStateException("There are " + devices.size() + " switches");
    }
    return devices.getFirst();
  }

  /** Breaks every connection and deletes the files. */
  @Override
  public void close() throws IOException {
    try {
      https.ifPresent(RecordedHttps::close);
      ssh.close();
    } finally {
      sftpThreads.shutdownNow();
      FolderRemoval.remove(folder);
    }
  }
}
