package io.netdepot.receive;

import io.netdepot.files.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The receiver's host key: made once, kept in the data directory in OpenSSH's format. */
public final class ReceiverKey {
  private ReceiverKey() {}

  /**
   * The key in a file; makes one when there is no such file.
   *
   * @throws IOException when it cannot be read or written; the message says what to do
   */
  public static KeyPair in(Path file) throws IOException {
    Optional<byte[]> kept = PrivateFile.readSecret(file);
    return kept.isPresent() ? read(file, kept.get()) : make(file);
  }

  private static KeyPair read(Path file, byte[] text) throws IOException {
    try {
      Iterable<KeyPair> keys =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("receiver's key"), new ByteArrayInputStream(text), null);
      Iterator<KeyPair> first = keys == null ? null : keys.iterator();
      if (first != null && first.hasNext()) {
        return first.next();
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // Told below; the library's text is not known to be free of the file's.
    }
    throw new IOException(
        "The receiver's host key "
            + file
            + " is damaged; bring it back from a backup, or delete it, and switches that pinned it"
            + " will have to be told of the new one");
  }

  private static KeyPair make(Path file) throws IOException {
    try {
      KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "netdepot receiver", null, text);
      PrivateFile.write(file, text.toByteArray());
      return key;
    } catch (GeneralSecurityException e) {
      throw new IOException("No host key could be made for the receiver", e);
    }
  }
}
