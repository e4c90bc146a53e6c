package io.netdepot.secret;

/** How a check of a user's password ended. */
public sealed interface LoginCheck {
  /** The password is the user's. */
  record Known(String user, Role role) implements LoginCheck {}

  /** There is no such user, or the password is another one; which of the two is not told. */
  record Refused() implements LoginCheck {}

  /** Too many checks wait already; nothing is known about the password. Ask again in a second. */
  record TooBusy() implements LoginCheck {}
}
