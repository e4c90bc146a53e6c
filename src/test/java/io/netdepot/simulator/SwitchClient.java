package io.netdepot.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/** A client with limits in time, for tests against simulated switches. */
final class SwitchClient implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);

  /** How a command ended: with a status, or closed without one, or not within the time. */
  record Ended(String out, String err, OptionalInt status, boolean inTime) {}

  private final SshClient client = SshClient.setUpDefaultClient();
  private final AtomicReference<@Nullable PublicKey> serverKey = new AtomicReference<>();
  private final int port;

  SwitchClient(int port) {
    this.port = port;
    client.setServerKeyVerifier(
        (session, address, key) -> {
          serverKey.set(key);
          return true;
        });
    CoreModuleProperties.NIO_WORKERS.set(client, 3);
    client.start();
  }

  /** The host key of the switch connected to last. */
  PublicKey serverKey() {
    return Objects.requireNonNull(serverKey.get(), "no switch was connected to");
  }

  ClientSession login(SimulatedSwitch simulated) throws IOException {
    return login(simulated, "admin", LIMIT);
  }

  ClientSession login(SimulatedSwitch simulated, String password, Duration limit)
      throws IOException {
    ClientSession session = connect(simulated, limit);
    session.addPasswordIdentity(password);
    return authenticated(session, limit);
  }

  ClientSession login(SimulatedSwitch simulated, KeyPair key) throws IOException {
    ClientSession session = connect(simulated, LIMIT);
    session.addPublicKeyIdentity(key);
    return authenticated(session, LIMIT);
  }

  private ClientSession connect(SimulatedSwitch simulated, Duration limit) throws IOException {
    return client.connect("admin", simulated.address(), port).verify(limit).getClientSession();
  }

  private static ClientSession authenticated(ClientSession session, Duration limit)
      throws IOException {
    try {
      session.auth().verify(limit);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }

  Ended run(SimulatedSwitch simulated, String command) throws IOException {
    return run(simulated, command, LIMIT);
  }

  Ended run(SimulatedSwitch simulated, String command, Duration limit) throws IOException {
    try (ClientSession session = login(simulated)) {
      return run(session, command, limit);
    }
  }

  static Ended run(ClientSession session, String command, Duration limit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ChannelExec channel = session.createExecChannel(command)) {
      channel.setOut(out);
      channel.setErr(err);
      channel.open().verify(LIMIT);
      Set<ClientChannelEvent> events =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit);
      Integer status = channel.getExitStatus();
      return new Ended(
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8),
          status == null ? OptionalInt.empty() : OptionalInt.of(status),
          !events.contains(ClientChannelEvent.TIMEOUT));
    }
  }

  /** Generates, and gives the path that the listing has for the newest package. */
  String generate(SimulatedSwitch simulated) throws IOException {
    run(simulated, "nv action generate system tech-support");
    return "/host/dump/" + simulated.packages().getLast();
  }

  byte[] fetch(SimulatedSwitch simulated, String path) throws IOException {
    try (ClientSession session = login(simulated);
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
        InputStream in = sftp.read(path)) {
      return in.readAllBytes();
    }
  }

  long size(SimulatedSwitch simulated, String path) throws IOException {
    try (ClientSession session = login(simulated);
        SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
      return sftp.stat(path).getSize();
    }
  }

  @Override
  public void close() {
    client.close(true);
  }
}
