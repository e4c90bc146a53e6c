package io.netdepot.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts secrets to be kept: AES-256-GCM, a version byte, a random nonce of 12 bytes, then the
 * ciphertext with its tag of 16 bytes. The version and the purpose are authenticated too, so that a
 * secret sealed for one purpose opens for no other. Thread-safe.
 */
public final class SecretBox {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final SecretKey key;
  private final String purpose;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param key of 256 bits, see {@link SecretKeyFile}
   * @param purpose what the secrets are for, such as {@code switch-profile}
   */
  public SecretBox(SecretKey key, String purpose) {
    this.key = key;
    this.purpose = purpose;
  }

  public SealedSecret seal(Secret secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, VERSION, nonce).doFinal(secret.utf8());
      return new SealedSecret(
          ByteBuffer.allocate(1 + NONCE_BYTES + encrypted.length)
              .put(VERSION)
              .put(nonce)
              .put(encrypted)
              .array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES-256-GCM", e);
    }
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws UnsealFailure when it was sealed with another key or for another purpose, or altered
   */
  public Secret open(SealedSecret sealed) {
    byte[] bytes = sealed.bytes();
    if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] != VERSION) {
      throw new UnsealFailure(purpose, null);
    }
    ByteBuffer parts = ByteBuffer.wrap(bytes);
    byte version = parts.get();
    byte[] nonce = new byte[NONCE_BYTES];
    parts.get(nonce);
    byte[] encrypted = new byte[parts.remaining()];
    parts.get(encrypted);
    try {
      byte[] text = cipher(Cipher.DECRYPT_MODE, version, nonce).doFinal(encrypted);
      return Secret.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException e) {
      throw new UnsealFailure(purpose, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no AES-256-GCM", e);
    }
  }

  private Cipher cipher(int mode, byte version, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(new byte[] {version});
    cipher.updateAAD(("netdepot " + purpose).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
