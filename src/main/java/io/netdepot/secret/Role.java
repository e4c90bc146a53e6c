package io.netdepot.secret;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a user may do. There are exactly two users, one for each. Source: NMX-M Documentation
 * 85.1.3000, "HTTPS/Authentication Mechanism".
 */
public enum Role {
  READ("ro-user"),
  WRITE("rw-user");

  private final String user;

  Role(String user) {
    this.user = user;
  }

  /** The name of the user who has this role. */
  public String user() {
    return user;
  }

  /** The role of a user; empty when there is no such user. */
  public static Optional<Role> ofUser(String user) {
    return Arrays.stream(values()).filter(role -> role.user.equals(user)).findFirst();
  }
}
