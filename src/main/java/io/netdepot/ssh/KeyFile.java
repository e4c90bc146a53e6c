package io.netdepot.ssh;

import io.netdepot.files.SmallFile;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Reads private keys: OpenSSH's own format and PEM, ed25519, ECDSA and RSA. */
final class KeyFile {
  private static final int LARGEST = 64 * 1024;

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
      List<KeyPair> keys = new ArrayList<>();
      try (InputStream in = new ByteArrayInputStream(content(file))) {
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
      throw unusable(file, "holds no private key in OpenSSH or PEM format", null);
    }
  }

  private static byte[] content(Path file) throws SwitchFailure {
    try {
      return SmallFile.bytes(file, LARGEST);
    } catch (NoSuchFileException e) {
      throw unusable(file, "is not there; make it, or correct the setting", e);
    } catch (IOException e) {
      throw unusable(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static SwitchFailure unusable(Path file, String why, @Nullable Throwable cause) {
    return new SwitchFailure(
        FailureReason.PROFILE_UNUSABLE,
        Phase.CONNECT,
        "The key file " + file.getFileName() + " (ssh.key) " + why,
        cause);
  }
}
