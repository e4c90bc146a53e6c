package io.netdepot.profile;

import io.netdepot.secret.Secret;

/** What logs in to a switch. It is looked up where the connection opens and goes nowhere else. */
public record ProfileLogin(String profileName, String username, Secret password) {
  /** The profile's name only: neither the user nor the password is for logs. */
  @Override
  public String toString() {
    return "ProfileLogin[" + profileName + "]";
  }
}
