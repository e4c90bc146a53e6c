package io.netdepot.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netdepot.files.PrivateFile;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.secret.LoginKeys;
import io.netdepot.secret.Secret;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connecting and logging in, and how it fails. */
class LoginTest extends SwitchFixture {
  @Test
  void answersASinglePasswordPrompt() throws Exception {
    fake.keyboardInteractiveOnly();
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertThat(session.exec(command("ls"), LIMITS).exitStatus()).isZero();
    }
  }

  @Test
  void triesAWrongPasswordOnlyOnce() throws Exception {
    sessions.logins =
        task -> new Login(FakeSwitch.USER, Optional.of(Secret.of("wrong-one")), Optional.empty());
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.exec(command("ls"), LIMITS),
          FailureReason.AUTHENTICATION_FAILED,
          "refused the login of the user 'admin'");
    }
    assertThat(fake.logins()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa"})
  void logsInWithAKeyFileOfOpenSsh(String type, @TempDir Path keys) throws Exception {
    KeyPair pair = FakeSwitch.keyPair(type);
    assertKeyLogsIn(pair, LoginKeys.write(keys.resolve("id"), pair));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecdsa-sha2-nistp256", "ssh-rsa"})
  void logsInWithAPemKeyFile(String type, @TempDir Path keys) throws Exception {
    KeyPair pair = FakeSwitch.keyPair(type);
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(pair.getPrivate());
    }
    Path file = keys.resolve("id.pem");
    PrivateFile.write(file, text.toString().getBytes(UTF_8));
    assertKeyLogsIn(pair, file);
  }

  private void assertKeyLogsIn(KeyPair pair, Path file) throws Exception {
    fake.server()
        .setPublickeyAuthenticator(
            (user, key, session) -> KeyUtils.compareKeys(key, pair.getPublic()));
    sessions.logins = task -> new Login("admin", Optional.empty(), Optional.of(file));
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertThat(session.exec(command("ls"), LIMITS).exitStatus()).isZero();
    }
  }

  @Test
  void saysThatAKeyFileIsEncrypted(@TempDir Path keys) throws Exception {
    Path file =
        LoginKeys.writeLocked(
            keys.resolve("locked"), FakeSwitch.keyPair("ssh-ed25519"), "passphrase");
    assertUnusable(file, "The key file locked (ssh.key) is encrypted");
  }

  @Test
  void saysThatAKeyFileIsMissingOrNone(@TempDir Path keys) throws Exception {
    assertUnusable(keys.resolve("gone"), "gone", "is not there");
    Path pipe = keys.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", "-m", "600", pipe.toString()).start().waitFor())
        .isZero();
    assertUnusable(pipe, "is a pipe");
    Path text = keys.resolve("text");
    PrivateFile.write(text, "correct-horse".getBytes(UTF_8));
    assertUnusable(text, "text", "holds no private key");
  }

  @Test
  void saysThatAKeyFileHasComeToBeReadByOthers(@TempDir Path keys) throws Exception {
    Path file = LoginKeys.write(keys.resolve("id"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertUnusable(file, "The key file id (ssh.key) may be used by others", "chmod 600 " + file);
  }

  private void assertUnusable(Path file, String... saying) {
    sessions.logins = task -> new Login("admin", Optional.empty(), Optional.of(file));
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.exec(command("ls"), LIMITS), FailureReason.PROFILE_UNUSABLE, saying);
    }
  }

  @Test
  void passesOnThatTheProfileIsGone() {
    sessions.logins =
        task -> {
          throw new SwitchFailure(FailureReason.PROFILE_UNUSABLE, Phase.CONNECT, "deleted");
        };
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      assertFailure(
          () -> session.exec(command("ls"), LIMITS), FailureReason.PROFILE_UNUSABLE, "deleted");
      assertFailure(
          () -> session.exec(command("ls"), LIMITS), FailureReason.PROFILE_UNUSABLE, "deleted");
    }
  }

  @Test
  void saysWhyASwitchCannotBeReached() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    SwitchSessions switches = sessions.start();
    try (SwitchSession session = Sessions.begin(switches, FakeSwitch.task("127.0.0.1", closed))) {
      assertFailure(
          () -> session.exec(command("ls"), LIMITS), FailureReason.UNREACHABLE, "refused");
    }
    try (SwitchSession session =
        Sessions.begin(switches, FakeSwitch.task("no-such-switch.invalid", 22))) {
      assertFailure(
          () -> session.exec(command("ls"), LIMITS),
          FailureReason.UNREACHABLE,
          "no-such-switch.invalid has no address");
    }
  }

  @Test
  void saysThatTheConnectionBrokeBeforeTheLogin() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SwitchSession session =
            Sessions.begin(sessions.start(), FakeSwitch.task("127.0.0.1", rude.getLocalPort()))) {
      Step step = Step.run(() -> session.exec(command("ls"), LIMITS));
      try (Socket accepted = rude.accept()) {
        accepted.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n".getBytes(UTF_8));
      }
      step.assertFails(FailureReason.UNREACHABLE, "broke before the login was done");
    }
  }

  @Test
  void endsALoginThatTakesTooLong() throws Exception {
    Watch watch = sessions.byHand();
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SwitchSession session =
            Sessions.begin(
                sessions.start(watch), FakeSwitch.task("127.0.0.1", mute.getLocalPort()))) {
      Step step = Step.run(() -> session.exec(command("ls"), LIMITS));
      try (Socket accepted = mute.accept()) {
        // Its identification shows that the connection is made and the login has begun.
        assertThat(accepted.getInputStream().read()).isEqualTo('S');
        org.awaitility.Awaitility.await()
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  sessions.pass(watch, Duration.ofSeconds(60));
                  return step.isDone();
                });
        step.assertFails(FailureReason.UNREACHABLE, "");
      }
    }
  }
}
