package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netdepot.fleet.Access;
import io.netdepot.fleet.CertificateTrust;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import io.netdepot.fleet.Transport;
import io.netdepot.secret.LoginKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class JumpLineTest {
  private final CountDownLatch answers = new CountDownLatch(1);
  private final SshServer jump = SshServer.setUpDefaultServer();

  @TempDir Path folder;

  private ServerSocket target;
  private Sessions sessions;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    target.setSoTimeout(20_000);
    jump.setHost("127.0.0.1");
    jump.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    jump.setPublickeyAuthenticator((user, key, from) -> true);
    jump.setForwardingFilter(new Slow());
    jump.start();
    sessions = new Sessions(folder.resolve("data"));
    sessions.ssh = Settings.withConnectTimeout(sessions.ssh, Duration.ofMillis(500));
  }

  @AfterEach
  void stop() throws IOException {
    answers.countDown();
    sessions.close();
    target.close();
    jump.stop(true);
  }

  /** Lets everybody go on, but not before it is told to. */
  private final class Slow extends AcceptAllForwardingFilter {
    @Override
    public boolean canConnect(
        TcpForwardingFilter.Type type, SshdSocketAddress address, Session session) {
      try {
        answers.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
  }

  private JumpHost jumpHost() throws Exception {
    Path key = LoginKeys.write(folder.resolve("key"));
    return new JumpHost(
        "lab", SwitchAddress.of("127.0.0.1"), jump.getPort(), "jump", key, Optional.empty());
  }

  private SwitchTask task() {
    SwitchTask direct = FakeSwitch.task("127.0.0.1", target.getLocalPort());
    return direct.with(
        new Access(
            "nvos",
            Transport.REST,
            target.getLocalPort(),
            target.getLocalPort(),
            Optional.of("lab"),
            new CertificateTrust.OnFirstSight()));
  }

  @Test
  void aWayThatIsOpenedTooLateIsClosedAgain() throws Exception {
    JumpHost lab = jumpHost();
    try (SwitchSessions switches = sessions.through(name -> Optional.of(lab));
        SwitchSession session = Sessions.begin(switches, task());
        SideStep step = session.sideStep(Phase.CONNECT, Duration.ofSeconds(30))) {
      SwitchFailure late =
          catchThrowableOfType(
              SwitchFailure.class, () -> step.connect(target.getLocalPort()).close());
      assertThat(late.failure().reason()).isEqualTo(FailureReason.UNREACHABLE);

      answers.countDown();

      try (Socket opened = target.accept()) {
        opened.setSoTimeout(20_000);
        assertThat(opened.getInputStream().read()).isEqualTo(-1);
      }
    }
  }
}
