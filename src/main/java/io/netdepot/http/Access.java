package io.netdepot.http;

import java.time.Duration;

/** What authentication makes of a user and a password. */
public sealed interface Access {
  /** They belong to a known user. */
  record Granted(Caller caller) implements Access {}

  /** They do not; nothing says whether the user exists. */
  record Refused() implements Access {}

  /** Nothing was checked, since too many logins of this user from this address failed. */
  record TooManyFailures(Duration left) implements Access {
    /**
     * Says when to try again.
     *
     * @param status the one that the API documents for this
     */
    public ApiError error(int status) {
      long seconds = Math.max(1, left.toSeconds());
      return ApiError.of(
              status,
              "Too many logins of this user from this address failed; try again in "
                  + seconds
                  + " s")
          .with("Retry-After", Long.toString(seconds));
    }
  }

  /** Too many unknown passwords are being checked at once. */
  record TooBusy(Duration retryAfter) implements Access {
    /** 503, which says when to try again. */
    public ApiError error() {
      return ApiError.of(503, "Too many logins are being checked; try again later")
          .with("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
  }
}
