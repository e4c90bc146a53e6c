package io.netdepot.secret;

import io.netdepot.files.ExposedFileException;
import io.netdepot.files.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Files with the private keys that we log in by: OpenSSH's own format and PEM, ed25519, ECDSA and
 * RSA, without a passphrase, and for nobody but their owner.
 */
public final class LoginKeyFile {
  private static final String NO_KEY = "holds no private key in OpenSSH or PEM format";
  private static final String ENCRYPTED =
      "is encrypted; give one without a passphrase, readable only by the service";

  private LoginKeyFile() {}

  /**
   * The keys of a file; never empty.
   *
   * @throws IOException with the end of a sentence that begins with the name of the file; it says
   *     nothing of what is in it
   */
  public static List<KeyPair> read(Path file) throws IOException {
    byte[] content;
    try {
      content =
          PrivateFile.readSecret(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
    } catch (NoSuchFileException e) {
      throw new IOException("is not there; make it, or correct the setting", e);
    } catch (AccessDeniedException e) {
      throw new IOException("may not be read by the user of the service; make that its owner", e);
    } catch (ExposedFileException e) {
      throw new IOException(
          "may be used by others than its owner; run 'chmod 600 "
              + file
              + "', and give another key if they may have read it",
          e);
    }
    return keys(content);
  }

  /** What is wrong with a file, as {@link #read} says it; empty when nothing is. */
  public static Optional<String> problem(Path file) {
    try {
      List<KeyPair> unused = read(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static List<KeyPair> keys(byte[] content) throws IOException {
    AtomicBoolean encrypted = new AtomicBoolean();
    FilePasswordProvider noPassword =
        (session, resource, attempt) -> {
          encrypted.set(true);
          return null;
        };
    List<KeyPair> keys = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(content)) {
      Iterable<KeyPair> read =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("key file"), in, noPassword);
      if (read != null) {
        read.forEach(keys::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The library's exception is not passed on: its text is not known to be free of the file's.
      throw new IOException(encrypted.get() ? ENCRYPTED : NO_KEY);
    }
    if (keys.isEmpty()) {
      throw new IOException(encrypted.get() ? ENCRYPTED : NO_KEY);
    }
    return List.copyOf(keys);
  }
}
