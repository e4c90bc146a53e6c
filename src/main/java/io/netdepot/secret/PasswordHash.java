package io.netdepot.secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept for checking: PBKDF2 with HMAC-SHA-256 and a random salt, written {@code
 * pbkdf2-sha256$iterations$salt$hash} with the last two in base64.
 *
 * <p>Making one and {@link #matches} take a good part of a second of CPU, by intention.
 */
public final class PasswordHash {
  /** The number OWASP's Password Storage Cheat Sheet of 2023 asks for. */
  public static final int USUAL_ITERATIONS = 600_000;

  /** Fewer are not accepted. */
  public static final int FEWEST_ITERATIONS = 300_000;

  // A typing error in the file shall not keep a thread busy for minutes.
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final String SCHEME = "pbkdf2-sha256";
  private static final Pattern SHAPE =
      Pattern.compile(
          Pattern.quote(SCHEME) + "\\$(\\d{1,9})\\$([A-Za-z0-9+/]{22}==)\\$([A-Za-z0-9+/]{43}=)");

  private final int iterations;
  private final byte[] salt;
  private final byte[] hash;

  private PasswordHash(int iterations, byte[] salt, byte[] hash) {
    if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "Use between " + FEWEST_ITERATIONS + " and " + MOST_ITERATIONS + " iterations");
    }
    this.iterations = iterations;
    this.salt = salt;
    this.hash = hash;
  }

  /** Hashes a password with {@link #USUAL_ITERATIONS}. */
  public static PasswordHash of(Secret password) {
    return of(password, USUAL_ITERATIONS);
  }

  /**
   * Hashes a password.
   *
   * @throws IllegalArgumentException when the iterations are too few or too many
   */
  public static PasswordHash of(Secret password, int iterations) {
    byte[] salt = random(SALT_BYTES);
    // The bounds are checked before the work is done.
    return new PasswordHash(
        iterations, salt, new PasswordHash(iterations, salt, new byte[0]).derive(password));
  }

  /** Matches no password, at the same cost as one that may. */
  static PasswordHash matchingNothing() {
    return new PasswordHash(USUAL_ITERATIONS, random(SALT_BYTES), random(HASH_BYTES));
  }

  /** Reads {@link #format()} back; empty when the text is none or its iterations are refused. */
  public static Optional<PasswordHash> parse(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(parts.group(1));
    if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
      return Optional.empty();
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return Optional.of(
        new PasswordHash(iterations, base64.decode(parts.group(2)), base64.decode(parts.group(3))));
  }

  public String format() {
    Base64.Encoder base64 = Base64.getEncoder();
    return SCHEME
        + "$"
        + iterations
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }

  /** Whether the password is the one this was made of. */
  public boolean matches(Secret password) {
    return MessageDigest.isEqual(hash, derive(password));
  }

  private byte[] derive(Secret password) {
    char[] characters = password.characters();
    PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, HASH_BYTES * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return random;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that
        && iterations == that.iterations
        && Arrays.equals(salt, that.salt)
        && MessageDigest.isEqual(hash, that.hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  @Override
  public String toString() {
    return "PasswordHash[…]";
  }
}
