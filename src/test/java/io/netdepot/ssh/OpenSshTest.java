package io.netdepot.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.peer.RealSshd;
import io.netdepot.peer.RequiresRealSshd;
import io.netdepot.secret.Secret;
import io.netdepot.store.ReceivedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The peers that switches really run. */
@RequiresRealSshd
class OpenSshTest {
  @SuppressWarnings("NullAway.Init") // before each test
  private Sessions sessions;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    sessions = new Sessions(data);
  }

  @AfterEach
  void shut() throws Exception {
    sessions.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void fetchesTheSameFileBothWaysInOneLogin(String hostKey) throws Exception {
    try (RealSshd sshd = RealSshd.with().hostKey(hostKey).plain().start()) {
      byte[] content = ScriptedSftp.random(20_000_003);
      Path file = Files.write(sshd.dumpDir().resolve("a b'c.tar.gz"), content);
      useKeyOf(sshd);
      try (SwitchSession session = begin(sessions.start(), sshd)) {
        ReceivedFile overSftp = session.fetch(file.toString(), SwitchFixture.FETCH);
        ReceivedFile asOutput = session.fetch(cat(file), content.length, SwitchFixture.FETCH);
        assertThat(asOutput.digest()).isEqualTo(overSftp.digest());
        try (var in = sessions.spool().open(overSftp)) {
          assertThat(in.readAllBytes()).isEqualTo(content);
        }
        SwitchFixture.assertFailure(
            () -> session.fetch(file + ".gone", SwitchFixture.FETCH),
            FailureReason.PACKAGE_UNREADABLE,
            "there is no such file");
        SwitchFixture.assertFailure(
            () -> session.fetch(sshd.dumpDir().toString(), SwitchFixture.FETCH),
            FailureReason.PACKAGE_UNREADABLE,
            "a directory");
      }
    }
  }

  @Test
  @RequiresRealSshd(password = true)
  void logsInWithAPassword() throws Exception {
    try (RealSshd sshd = RealSshd.with().plain().start()) {
      String password = sshd.password().orElseThrow();
      sessions.logins =
          task -> new Login(sshd.user(), Optional.of(Secret.of(password)), Optional.empty());
      try (SwitchSession session =
          Sessions.begin(sessions.start(), FakeSwitch.task("127.0.0.1", sshd.port()))) {
        assertThat(session.exec(SwitchFixture.command("echo hello"), SwitchFixture.LIMITS).output())
            .isEqualTo("hello\n");
      }
    }
  }

  @Test
  void aStoppedSwitchKeepsNothing() throws Exception {
    Watch watch = sessions.byHand();
    try (RealSshd sshd = RealSshd.with().plain().start()) {
      useKeyOf(sshd);
      stop(sshd, watch);
    }
  }

  private void stop(RealSshd sshd, Watch watch) throws Exception {
    try (SwitchSession asked = begin(sessions.start(watch), sshd);
        SwitchSession cancelled = begin(sessions.start(), sshd)) {
      ExecLimits long30 =
          new ExecLimits(Phase.GENERATE, Duration.ofMinutes(30), SwitchFixture.LIMITS.exitValues());
      asked.exec(SwitchFixture.command("true"), SwitchFixture.LIMITS);
      cancelled.exec(SwitchFixture.command("true"), SwitchFixture.LIMITS);
      Step silent = Step.run(() -> asked.exec(SwitchFixture.command("sleep 600"), long30));
      Step endless =
          Step.run(
              () ->
                  cancelled.fetch(
                      SwitchFixture.command("cat /dev/zero"), 60L << 20, SwitchFixture.FETCH));
      sshd.pause();
      cancelled.abort(new Failure(FailureReason.INTERRUPTED, Phase.FETCH, "cancelled"));
      endless.assertFails(FailureReason.INTERRUPTED, "cancelled");
      Awaitility.await()
          .until(
              () -> {
                sessions.pass(watch, Duration.ofSeconds(15));
                return silent.isDone();
              });
      silent.assertFails(FailureReason.CONNECTION_LOST, "keep-alives");
    }
  }

  private void useKeyOf(RealSshd sshd) {
    sessions.logins =
        task -> new Login(sshd.user(), Optional.empty(), Optional.of(sshd.privateKey()));
  }

  private static SwitchSession begin(SwitchSessions switches, RealSshd sshd) {
    return Sessions.begin(switches, FakeSwitch.task("127.0.0.1", sshd.port()));
  }

  private static Command cat(Path file) {
    return CommandTemplate.parse("cat {file}").fill(name -> Optional.of(file.toString()));
  }
}
