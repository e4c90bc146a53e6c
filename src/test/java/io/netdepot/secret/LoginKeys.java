package io.netdepot.secret;

import io.netdepot.files.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** Makes key files as people make them: in OpenSSH's format, for nobody but their owner. */
public final class LoginKeys {
  private LoginKeys() {}

  /** Writes a new key; returns the file. */
  public static Path write(Path file) throws IOException, GeneralSecurityException {
    return write(file, KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256));
  }

  public static Path write(Path file, KeyPair pair) throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
    PrivateFile.write(file, out.toByteArray());
    return file;
  }

  /** Writes one that only who knows the passphrase can use. */
  public static Path writeLocked(Path file, KeyPair pair, String passphrase)
      throws IOException, GeneralSecurityException {
    OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
    encryption.setCipherType("256");
    encryption.setPassword(passphrase);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", encryption, out);
    PrivateFile.write(file, out.toByteArray());
    return file;
  }
}
