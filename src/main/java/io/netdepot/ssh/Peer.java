package io.netdepot.ssh;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.fleet.SwitchTask;
import java.io.IOException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/**
 * Whom a connection is made to: how it is called, which host key it may show, and as what its
 * failures count.
 *
 * @param who the beginning of a sentence, such as {@code The switch}
 * @param remedy what to do when it refuses the login
 * @param keyTypes those of the keys it may show, to be negotiated first
 */
record Peer(
    String who,
    SwitchAddress address,
    int port,
    FailureReason unreachable,
    FailureReason refused,
    String remedy,
    List<String> keyTypes,
    KeyRule keyRule) {

  /** Which host keys are good. */
  @FunctionalInterface
  interface KeyRule {
    /** Why a key is not good; empty when it is. */
    Optional<Failure> check(PublicKey key);
  }

  Peer {
    keyTypes = List.copyOf(keyTypes);
  }

  /**
   * The switch of a task.
   *
   * @throws IOException when the pinned host keys cannot be read
   */
  static Peer of(SwitchTask task, HostKeys hostKeys) throws IOException {
    return new Peer(
        HostKeys.SWITCH,
        task.address(),
        task.port(),
        FailureReason.UNREACHABLE,
        FailureReason.AUTHENTICATION_FAILED,
        "check the profile",
        hostKeys.typesOf(task.address(), task.port()),
        key -> hostKeys.check(HostKeys.SWITCH, task.address(), task.port(), key));
  }

  /**
   * A jump host.
   *
   * @throws IOException when the pinned host keys cannot be read
   */
  static Peer of(JumpHost jump, HostKeys hostKeys) throws IOException {
    String who = "The jump host '" + jump.name() + "'";
    return new Peer(
        who,
        jump.address(),
        jump.port(),
        FailureReason.JUMP_HOST_UNREACHABLE,
        FailureReason.JUMP_HOST_REFUSED,
        "check user and key-file of the jump host in the file of switches",
        jump.hostKey().isPresent()
            ? List.of(jump.hostKey().get().type())
            : hostKeys.typesOf(jump.address(), jump.port()),
        key -> checkJump(who, jump, hostKeys, key));
  }

  private static Optional<Failure> checkJump(
      String who, JumpHost jump, HostKeys hostKeys, PublicKey key) {
    Optional<Failure> wrong =
        jump.hostKey().isPresent()
            ? differs(who, jump.hostKey().get(), key)
            : hostKeys.check(who, jump.address(), jump.port(), key);
    return wrong.map(
        failure ->
            failure.reason() == FailureReason.INTERNAL_ERROR
                ? failure
                : new Failure(FailureReason.JUMP_HOST_KEY, failure.phase(), failure.details()));
  }

  private static Optional<Failure> differs(String who, ExpectedKey expected, PublicKey key) {
    String[] shown = PublicKeyEntry.toString(key).split(" ", 3);
    if (expected.type().equals(shown[0]) && expected.base64().equals(shown[1])) {
      return Optional.empty();
    }
    return Optional.of(
        new Failure(
            FailureReason.JUMP_HOST_KEY,
            Phase.CONNECT,
            who
                + " shows the host key "
                + shown[0]
                + " "
                + HostKeyLine.fingerprintOf(shown[1])
                + ", and its host-key in the file of switches is "
                + expected.type()
                + " "
                + expected.fingerprint()
                + ". Somebody may be in between; if it was installed anew, correct host-key"));
  }

  /** Such as {@code 10.0.0.1 port 22}, behind its name if it is a jump host. */
  String where() {
    return isSwitch()
        ? place()
        : Character.toLowerCase(who.charAt(0)) + who.substring(1) + " (" + place() + ")";
  }

  /** The same where a sentence begins. */
  String whereAtFirst() {
    return isSwitch() ? place() : who + " (" + place() + ")";
  }

  private boolean isSwitch() {
    return who.equals(HostKeys.SWITCH);
  }

  private String place() {
    return address + " port " + port;
  }
}
