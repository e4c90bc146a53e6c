package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TunnelTest {
  private static final int MANY_BYTES = 12 << 20;
  private static final int LESS_THAN_A_WINDOW = 300_000;

  // Of the library; a switch takes nothing for much longer than that.
  private static final Duration WAIT_FOR_SPACE = Duration.ofMillis(10);
  private static final Duration A_WHILE = Duration.ofMillis(200);

  @SuppressWarnings("NullAway.Init") // before the first test
  private static SshServer jump;

  @SuppressWarnings("NullAway.Init") // before the first test
  private static SshClient client;

  private final AtomicInteger ends = new AtomicInteger();
  private ClientSession session;
  private ServerSocket target;

  @BeforeAll
  static void startServer() throws IOException {
    jump = SshServer.setUpDefaultServer();
    jump.setHost("127.0.0.1");
    jump.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    jump.setPasswordAuthenticator((user, password, from) -> true);
    jump.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    jump.start();
    client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    client.stop();
    jump.stop(true);
  }

  @BeforeEach
  void connect() throws IOException {
    session =
        client
            .connect("test", "127.0.0.1", jump.getPort())
            .verify(Duration.ofSeconds(20))
            .getSession();
    session.addPasswordIdentity("test");
    session.auth().verify(Duration.ofSeconds(20));
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(session, WAIT_FOR_SPACE);
    target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void disconnect() throws IOException {
    target.close();
    session.close(true);
  }

  private Tunnel tunnel() throws IOException {
    return tunnel(JumpLine.channel("127.0.0.1", target.getLocalPort()));
  }

  private Tunnel tunnel(ChannelDirectTcpip channel) throws IOException {
    session.getService(ConnectionService.class).registerChannel(channel);
    channel.open().verify(Duration.ofSeconds(20));
    return new Tunnel(channel, "lab", () -> {}, ends::incrementAndGet);
  }

  private static Socket enter(Tunnel tunnel) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    tunnel.expect((InetSocketAddress) socket.getLocalSocketAddress());
    socket.connect(tunnel.address());
    return socket;
  }

  /** Writes until all is written or the connection ends. */
  private static Thread writer(Socket socket, int bytes) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                socket.getOutputStream().write(new byte[bytes]);
                socket.getOutputStream().flush();
              } catch (IOException e) {
                // Fewer bytes arrive then.
              }
            });
  }

  /** Waits until every buffer on the way is full, for so long that the library would give up. */
  private static void awaitNothingTaken(Thread writer) {
    await()
        .during(A_WHILE)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> writer.getState() == Thread.State.WAITING);
  }

  @RepeatedTest(30)
  void whatWasSentBeforeTheEndArrives() throws Exception {
    Tunnel tunnel = tunnel();
    try (Socket socket = enter(tunnel)) {
      try (Socket far = target.accept()) {
        far.getOutputStream().write(new byte[LESS_THAN_A_WINDOW]);
      }

      assertThat(socket.getInputStream().readAllBytes()).hasSize(LESS_THAN_A_WINDOW);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> ends.get() == 1);
  }

  @Test
  void aSwitchThatTakesNothingForAWhileLosesNothing() throws Exception {
    Tunnel tunnel = tunnel();
    try (Socket socket = enter(tunnel);
        Socket far = target.accept()) {
      Thread writer = writer(socket, MANY_BYTES);
      awaitNothingTaken(writer);

      assertThat(far.getInputStream().readNBytes(MANY_BYTES)).hasSize(MANY_BYTES);
      writer.join();
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> ends.get() == 1);
  }

  @Test
  void oneThatTakesNothingIsLeftAtOnce() throws Exception {
    ChannelDirectTcpip channel = JumpLine.channel("127.0.0.1", target.getLocalPort());
    Tunnel tunnel = tunnel(channel);
    try (Socket socket = enter(tunnel);
        Socket far = target.accept()) {
      Thread writer = writer(socket, 4 * MANY_BYTES);
      awaitNothingTaken(writer);
      assertThat(far.isConnected()).isTrue();

      tunnel.close();

      writer.join();
      assertThat(ends).hasValue(1);
      await().atMost(Duration.ofSeconds(60)).until(channel::isClosed);
    }
  }

  @Test
  void aJumpHostThatIsGoneEndsTheConnection() throws Exception {
    Tunnel tunnel = tunnel();
    try (Socket socket = enter(tunnel);
        Socket far = target.accept()) {
      far.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);

      session.close(true);

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> ends.get() == 1);
  }
}
