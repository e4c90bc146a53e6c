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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TunnelTest {
  private static final int MANY_BYTES = 12 << 20;
  private static final int LESS_THAN_A_WINDOW = 300_000;

  private final AtomicInteger ends = new AtomicInteger();
  private SshServer jump;
  private SshClient client;
  private ClientSession session;
  private ServerSocket target;

  @BeforeEach
  void start() throws IOException {
    jump = SshServer.setUpDefaultServer();
    jump.setHost("127.0.0.1");
    jump.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    jump.setPasswordAuthenticator((user, password, from) -> true);
    jump.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    jump.start();
    client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
    session =
        client
            .connect("test", "127.0.0.1", jump.getPort())
            .verify(Duration.ofSeconds(20))
            .getSession();
    session.addPasswordIdentity("test");
    session.auth().verify(Duration.ofSeconds(20));
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(session, Duration.ofMillis(300));
    target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    target.close();
    client.stop();
    jump.stop(true);
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

  @RepeatedTest(30)
  void whatWasSentBeforeTheEndArrives() throws Exception {
    Tunnel tunnel = tunnel();
    try (Socket socket = enter(tunnel)) {
      try (Socket far = target.accept()) {
        far.getOutputStream().write(new byte[LESS_THAN_A_WINDOW]);
      }

      assertThat(socket.getInputStream().readAllBytes()).hasSize(LESS_THAN_A_WINDOW);
    }
    await().atMost(Duration.ofSeconds(15)).until(() -> ends.get() == 1);
  }

  @Test
  void aSwitchThatTakesNothingForAWhileLosesNothing() throws Exception {
    Tunnel tunnel = tunnel();
    try (Socket socket = enter(tunnel);
        Socket far = target.accept()) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      socket.getOutputStream().write(new byte[MANY_BYTES]);
                      socket.getOutputStream().flush();
                    } catch (IOException e) {
                      // Fewer bytes arrive then.
                    }
                  });
      Thread.sleep(2_000);

      assertThat(far.getInputStream().readNBytes(MANY_BYTES)).hasSize(MANY_BYTES);
      writer.join();
    }
    await().atMost(Duration.ofSeconds(15)).until(() -> ends.get() == 1);
  }

  @Test
  void oneThatTakesNothingIsLeftAtOnce() throws Exception {
    ChannelDirectTcpip channel = JumpLine.channel("127.0.0.1", target.getLocalPort());
    Tunnel tunnel = tunnel(channel);
    try (Socket socket = enter(tunnel);
        Socket far = target.accept()) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      socket.getOutputStream().write(new byte[4 * MANY_BYTES]);
                    } catch (IOException e) {
                      // As it should.
                    }
                  });
      Thread.sleep(1_000);
      assertThat(far.isConnected()).isTrue();

      tunnel.close();

      writer.join();
      assertThat(ends).hasValue(1);
      await().atMost(Duration.ofSeconds(15)).until(channel::isClosed);
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
    await().atMost(Duration.ofSeconds(15)).until(() -> ends.get() == 1);
  }
}
