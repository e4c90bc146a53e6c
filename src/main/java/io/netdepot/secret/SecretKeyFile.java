package io.netdepot.secret;

import io.netdepot.files.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key of this installation: 32 random bytes in a file of mode 0600, made at first start. */
public final class SecretKeyFile {
  private static final int BYTES = 32;

  private SecretKeyFile() {}

  /**
   * Reads the key, or makes one when there is no file.
   *
   * @throws SecretFailure when the file cannot be read or made, holds no key, or others than its
   *     owner may use it
   */
  public static SecretKey open(Path file) {
    return read(file).orElseGet(() -> make(file));
  }

  /**
   * Reads the key; empty when there is no file.
   *
   * @throws SecretFailure when the file cannot be read, holds no key, or others than its owner may
   *     use it
   */
  public static Optional<SecretKey> read(Path file) {
    try {
      return PrivateFile.readSecret(file).map(bytes -> key(file, bytes));
    } catch (IOException e) {
      throw new SecretFailure("The key file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the key where all others may be lost: whoever else may use the file, and empty when it
   * holds no key or cannot be read.
   */
  public static Optional<SecretKey> salvage(Path file) {
    try {
      return PrivateFile.read(file)
          .filter(bytes -> bytes.length == BYTES)
          .map(bytes -> key(file, bytes));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes a key, in place of one that was there.
   *
   * @throws SecretFailure when the file cannot be written
   */
  public static SecretKey make(Path file) {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    try {
      PrivateFile.write(file, bytes);
    } catch (IOException e) {
      throw new SecretFailure("The key file " + file + " cannot be made: " + e.getMessage(), e);
    }
    return key(file, bytes);
  }

  private static SecretKey key(Path file, byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new SecretFailure(
          "The key file "
              + file
              + " has "
              + bytes.length
              + " bytes, but a key has "
              + BYTES
              + ". Restore it from a copy; without it the kept passwords must be set again.");
    }
    return new SecretKeySpec(bytes, "AES");
  }
}
