package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads private keys: OpenSSH's own format and PEM, ed25519, ECDSA and RSA. */
final class KeyFile {
  private static final long LONGEST = 64 * 1024L;

  private KeyFile() {}

  /**
   * The keys of a file; never empty.
   *
   * @throws SwitchFailure {@code profile-unusable}; the details name the file and what to do
   */
  static List<KeyPair> read(Path file) throws SwitchFailure {
    AtomicBoolean encrypted = new AtomicBoolean();
    FilePasswordProvider noPassword =
        (session, resource, attempt) -> {
          encrypted.set(true);
          return null;
        };
    try {
      if (Files.size(file) > LONGEST) {
        throw unusable(file, "is too long for a private key", null);
      }
      List<KeyPair> keys = new ArrayList<>();
      try (InputStream in = Files.newInputStream(file)) {
        Iterable<KeyPair> read =
            SecurityUtils.loadKeyPairIdentities(
                null, NamedResource.ofName("key file"), in, noPassword);
        if (read != null) {
          read.forEach(keys::add);
        }
      }
      if (keys.isEmpty()) {
        throw unusable(
            file,
            encrypted.get()
                ? "is encrypted; give one without a passphrase, readable only by the service"
                : "holds no private key in OpenSSH or PEM format",
            null);
      }
      return List.copyOf(keys);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The library's exception is not passed on: its text is not known to be free of the file's.
      if (encrypted.get()) {
        throw unusable(
            file,
            "is encrypted; give one without a passphrase, readable only by the service",
            null);
      }
      throw unusable(
          file,
          Files.isReadable(file)
              ? "holds no private key in OpenSSH or PEM format"
              : "cannot be read; check that it exists and that the service may read it",
          null);
    }
  }

  private static SwitchFailure unusable(
      Path file, String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new SwitchFailure(
        FailureReason.PROFILE_UNUSABLE,
        Phase.CONNECT,
        "The key file " + file.getFileName() + " (ssh.key) " + why,
        cause);
  }
}
