package io.netdepot.store;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An MD5 digest: 32 lower-case hex digits. For people who compare it with a vendor's page; nothing
 * of ours relies on it.
 */
public record Md5(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  public Md5 {
    if (!SHAPE.matcher(hex).matches()) {
      throw new IllegalArgumentException("An MD5 has 32 lower-case hex digits");
    }
  }

  public static Md5 of(byte[] digest) {
    return new Md5(HexFormat.of().formatHex(digest));
  }

  @Override
  public String toString() {
    return hex;
  }
}
