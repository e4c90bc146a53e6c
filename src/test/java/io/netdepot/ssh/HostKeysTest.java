package io.netdepot.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchAddress;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which switch is talked to. */
class HostKeysTest extends SwitchFixture {
  private static final SwitchAddress LOOPBACK = SwitchAddress.of("127.0.0.1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh-ed25519",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "ssh-rsa"
      })
  void pinsTheKeyAtFirstSightAndKeepsIt(String type) throws Exception {
    fake.keys(type);
    assertConnects();
    assertThat(sessions.hostKeys().list())
        .singleElement()
        .satisfies(
            pinned -> {
              assertThat(pinned.host()).isEqualTo("127.0.0.1");
              assertThat(pinned.port()).isEqualTo(fake.port());
              assertThat(pinned.type()).isEqualTo(type);
              assertThat(pinned.fingerprint()).startsWith("SHA256:");
            });
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions.knownHosts())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(sessions.knownHosts()))
        .startsWith("[127.0.0.1]:" + fake.port() + " " + type + " AAAA");
    assertConnects();
  }

  @Test
  void takesARsaKeyThatSignsWithSha1Only() throws Exception {
    fake.keys("ssh-rsa");
    fake.server().setSignatureFactoriesNames("ssh-rsa");
    assertConnects();
  }

  @Test
  void refusesAChangedKeyUntilItIsForgotten() throws Exception {
    assertConnects();
    String before = sessions.hostKeys().list().get(0).fingerprint();
    fake.keys("ssh-ed25519");
    assertRefused(
        FailureReason.HOST_KEY_CHANGED,
        before,
        "shows the host key ssh-ed25519 SHA256:",
        "./netdepot host-keys forget 127.0.0.1");
    assertThat(fake.logins()).as("passwords sent").isEqualTo(1);
    assertThat(sessions.hostKeys().forget(LOOPBACK)).isTrue();
    assertThat(sessions.hostKeys().forget(LOOPBACK)).isFalse();
    assertConnects();
  }

  @Test
  void asksForThePinnedTypeFirst() throws Exception {
    KeyPair rsa = FakeSwitch.keyPair("ssh-rsa");
    KeyPair ed25519 = FakeSwitch.keyPair("ssh-ed25519");
    fake.server().setKeyPairProvider(org.apache.sshd.common.keyprovider.KeyPairProvider.wrap(rsa));
    assertConnects();
    fake.server()
        .setKeyPairProvider(org.apache.sshd.common.keyprovider.KeyPairProvider.wrap(ed25519, rsa));
    assertConnects();
    assertThat(sessions.hostKeys().list()).hasSize(1);
  }

  @Test
  void strictRefusesWhatIsNotPinnedAndSaysTheLineToAdd() throws Exception {
    sessions.strict();
    String line =
        failureOf(this::connect).details().replaceAll(".*add this line to known_hosts: ", "");
    assertRefused(FailureReason.HOST_KEY_UNKNOWN, "ssh.host-keys is strict");
    assertThat(sessions.hostKeys().list()).isEmpty();
    Files.writeString(sessions.knownHosts(), "# by hand\n\n" + line + " a comment\n");
    assertConnects();
  }

  @Test
  void sparesAFileEditedByHand() throws Exception {
    String key = PublicKeyEntry.toString(FakeSwitch.keyPair("ssh-ed25519").getPublic());
    String byHand =
        """
        # our switches
        |1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= %1$s
        *.example %1$s
        @revoked sw3 %1$s
        sw1,[SW2]:2222 %1$s  admin@example
        """
            .formatted(key);
    Files.writeString(sessions.knownHosts(), byHand);
    assertConnects();
    assertThat(Files.readString(sessions.knownHosts())).startsWith(byHand);
    assertThat(sessions.hostKeys().list())
        .extracting(PinnedKey::host, PinnedKey::port)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple("sw1", 22),
            org.assertj.core.groups.Tuple.tuple("sw2", 2222));
    assertThat(sessions.hostKeys().forget(SwitchAddress.of("SW2"))).isTrue();
    assertThat(Files.readString(sessions.knownHosts()))
        .contains("sw1 " + key)
        .doesNotContain("SW2");
  }

  @Test
  void saysWhichLineIsBroken() throws Exception {
    Files.writeString(sessions.knownHosts(), "# fine\nsw1 ssh-ed25519 AAAA\n", UTF_8);
    assertThatThrownBy(() -> sessions.hostKeys().list())
        .hasMessageContaining("known_hosts, line 2: its key is not of the type it names");
    assertRefused(FailureReason.INTERNAL_ERROR, "known_hosts, line 2", "repair or remove");
  }

  @Test
  void seesWhatAnotherProcessForgot() throws Exception {
    assertConnects();
    fake.keys("ssh-ed25519");
    assertThat(
            new HostKeys(sessions.knownHosts(), sessions.ssh.hostKeys())
                .forget(SwitchAddress.of("127.0.0.1")))
        .isTrue();
    assertConnects();
  }

  @Test
  void keepsThePinsOfManySwitchesThatComeAtOnce() throws Exception {
    HostKeys keys = sessions.hostKeys();
    List<KeyPair> shown = List.of(FakeSwitch.keyPair("ssh-ed25519"), FakeSwitch.keyPair("ssh-rsa"));
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        SwitchAddress address = SwitchAddress.of("sw" + i);
        KeyPair key = shown.get(i % 2);
        var unused =
            threads.submit(
                () -> {
                  assertThat(keys.check(HostKeys.SWITCH, address, 22, key.getPublic())).isEmpty();
                  keys.save();
                  return null;
                });
      }
    }
    assertThat(new HostKeys(sessions.knownHosts(), sessions.ssh.hostKeys()).list()).hasSize(100);
  }

  private void connect() throws Exception {
    try (SwitchSession session = Sessions.begin(sessions.start(), fake.task())) {
      session.exec(command("ls"), LIMITS);
    }
  }

  private void assertConnects() throws Exception {
    connect();
  }

  private void assertRefused(FailureReason reason, String... saying) {
    assertFailure(this::connect, reason, saying);
  }
}
