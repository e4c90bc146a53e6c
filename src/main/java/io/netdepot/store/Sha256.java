package io.netdepot.store;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** A SHA-256 digest: 64 lower-case hex digits. It is the name of a blob. */
public record Sha256(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

  public Sha256 {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("A SHA-256 has 64 lower-case hex digits");
    }
  }

  public static Sha256 of(byte[] digest) {
    return new Sha256(HexFormat.of().formatHex(digest));
  }

  /** Reads a digest; empty when the text is none. */
  public static Optional<Sha256> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new Sha256(text)) : Optional.empty();
  }

  /** The form of HTTP's digest fields (RFC 9530): base64. */
  public String base64() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  @Override
  public String toString() {
    return hex;
  }
}
