package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.secret.LoginKeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;

/** Key files where a connection needs them: one may have changed since it was set. */
final class KeyFile {
  private KeyFile() {}

  /**
   * The keys of the file that is set for a profile; never empty.
   *
   * @throws SwitchFailure {@code profile-unusable}; the details name the file and what to do
   */
  static List<KeyPair> ofProfile(Path file) throws SwitchFailure {
    try {
      return LoginKeyFile.read(file);
    } catch (IOException e) {
      throw new SwitchFailure(
          FailureReason.PROFILE_UNUSABLE,
          Phase.CONNECT,
          "The key file " + file.getFileName() + " (ssh.key) " + e.getMessage(),
          e);
    }
  }

  /**
   * The keys of a jump host's file; never empty.
   *
   * @throws SwitchFailure {@code jump-host-refused}; the details name both and what to do
   */
  static List<KeyPair> of(JumpHost jump) throws SwitchFailure {
    try {
      return LoginKeyFile.read(jump.keyFile());
    } catch (IOException e) {
      throw new SwitchFailure(
          FailureReason.JUMP_HOST_REFUSED,
          Phase.CONNECT,
          "The jump host '"
              + jump.name()
              + "' cannot be logged in to: The key file "
              + jump.keyFile().getFileName()
              + " (key-file) "
              + e.getMessage(),
          e);
    }
  }
}
