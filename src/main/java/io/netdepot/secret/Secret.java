package io.netdepot.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password or another text that nobody may see. {@link #reveal()} is the only way out, so a
 * search for its callers finds every place where a secret is used. Immutable.
 */
public final class Secret {
  private static final String MASK = "•••";

  private final char[] characters;

  public Secret(char[] characters) {
    this.characters = characters.clone();
  }

  public static Secret of(String text) {
    return new Secret(text.toCharArray());
  }

  /** The text itself. Never put it into a log, an exception, a URI or a record's field. */
  public String reveal() {
    return new String(characters);
  }

  char[] characters() {
    return characters.clone();
  }

  byte[] utf8() {
    return reveal().getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the same time wherever two secrets of one length differ. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(utf8(), secret.utf8());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(characters);
  }

  @Override
  public String toString() {
    return MASK;
  }
}
