package io.netdepot.http;

import java.time.Duration;

/** What authentication makes of a user and a password. */
public sealed interface Access {
  /** They belong to a known user. */
  record Granted(Caller caller) implements Access {}

  /** They do not; nothing says whether the user exists. */
  record Refused() implements Access {}

  /** Too many unknown passwords are being checked at once. */
  record TooBusy(Duration retryAfter) implements Access {
    /** 503, which says when to try again. */
    public ApiError error() {
      return ApiError.of(503, "Too many logins are being checked; try again later")
          .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
  }
}
