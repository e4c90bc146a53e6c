package io.netdepot.cli;

import java.nio.CharBuffer;
import java.util.Optional;

/** What a password that a person chooses must be. */
final class PasswordRules {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 256;

  private PasswordRules() {}

  /** What is wrong with it, if anything; the password itself is not in the sentence. */
  static Optional<String> problem(char[] password) {
    if (password.length == 0) {
      return Optional.of("The password is empty; nothing was changed.");
    }
    if (password.length < SHORTEST || password.length > LONGEST) {
      return Optional.of(
          "A password has " + SHORTEST + " to " + LONGEST + " characters; nothing was changed.");
    }
    return hasControlCharacter(CharBuffer.wrap(password))
        ? Optional.of("A password holds no control characters; nothing was changed.")
        : Optional.empty();
  }

  /** HTTP Basic authentication (RFC 7617) does not carry them. */
  static boolean hasControlCharacter(CharSequence text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
