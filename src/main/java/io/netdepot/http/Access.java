package io.netdepot.http;

import java.time.Duration;

/** What authentication makes of a user and a password. */
public sealed interface Access {
  /** They belong to a known user. */
  record Granted(Caller caller) implements Access {}

  /** They do not; nothing says whether the user exists. */
  record Refused() implements Access {}

  /** Too many unknown passwords are being checked at once. */
  record TooBusy(Duration retryAfter) implements Access {}
}
