package io.netdepot.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells keys apart without telling anything of them: 16 hex digits, for people and for the catalog.
 */
public record KeyFingerprint(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{16}");
  private static final int BYTES = 8;

  public KeyFingerprint {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("The fingerprint of a key has 16 lower-case hex digits");
    }
  }

  /** Of a random key of 256 bits: nothing shorter may be told of. */
  public static KeyFingerprint of(SecretKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      byte[] digest = mac.doFinal("netdepot key fingerprint".getBytes(StandardCharsets.UTF_8));
      return new KeyFingerprint(HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
