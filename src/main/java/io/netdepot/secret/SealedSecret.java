package io.netdepot.secret;

import java.util.Arrays;
import java.util.Base64;

/**
 * A secret as it is kept: encrypted with the key of this installation. It can be stored and
 * compared, not read.
 */
public final class SealedSecret {
  private final byte[] bytes;

  public SealedSecret(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** The nonce, the ciphertext and its tag. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public static SealedSecret ofBase64(String text) {
    return new SealedSecret(Base64.getDecoder().decode(text));
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedSecret sealed && Arrays.equals(bytes, sealed.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealedSecret[…]";
  }
}
