package io.netdepot.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords of the two users as the environment gives them; without one, what is stored counts.
 *
 * @param readWrite of {@code rw-user}
 * @param readOnly of {@code ro-user}
 */
public record UserPasswords(Optional<String> readWrite, Optional<String> readOnly) {
  private static final String READ_WRITE = "NETDEPOT_RW_PASSWORD";
  private static final String READ_ONLY = "NETDEPOT_RO_PASSWORD";

  static UserPasswords of(Map<String, String> environment) throws StartProblem {
    List<String> problems = new ArrayList<>();
    for (String variable : List.of(READ_WRITE, READ_ONLY)) {
      String password = environment.get(variable);
      if (password != null && (password.isEmpty() || PasswordRules.hasControlCharacter(password))) {
        problems.add(
            variable
                + " is empty or holds a control character; set a password of one line, or unset it"
                + " to keep the stored one.");
      }
    }
    if (!problems.isEmpty()) {
      throw new StartProblem(problems);
    }
    return new UserPasswords(
        Optional.ofNullable(environment.get(READ_WRITE)),
        Optional.ofNullable(environment.get(READ_ONLY)));
  }

  @Override
  public String toString() {
    return "UserPasswords[not shown]";
  }
}
