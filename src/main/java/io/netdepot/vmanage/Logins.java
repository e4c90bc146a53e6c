package io.netdepot.vmanage;

import io.netdepot.http.Access;
import io.netdepot.http.ApiError;
import io.netdepot.http.BasicCredentials;
import io.netdepot.http.LoginLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Checks passwords for every kind of login to this API. Thread-safe. */
final class Logins {
  // Logins by a form and for a token wait on the threads of all requests, which must not all do so.
  private static final int WAITING = 8;
  private static final int TOO_MANY = 429;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final LoginLimit limit;
  private final Semaphore waiting = new Semaphore(WAITING);

  Logins(LoginLimit limit) {
    this.limit = limit;
  }

  /** How a login ends. */
  sealed interface Outcome {
    /** The password is right. */
    record Known(Login login) implements Outcome {}

    /** There is no such user, or the password is another one; which of the two is not told. */
    record Wrong() implements Outcome {}

    /**
     * Nothing was checked.
     *
     * @param error says so, and when to try again
     */
    record Later(ApiError error) implements Outcome {}
  }

  /** What {@link #check} would say, if that can be told at once; does not wait. */
  Optional<Outcome> known(BasicCredentials credentials, String from) {
    Object generation = limit.generation(credentials.user());
    return limit.known(credentials, from).map(access -> outcome(access, generation));
  }

  /** Checks a password; may take long. */
  Outcome check(BasicCredentials credentials, String from) {
    Optional<Outcome> known = known(credentials, from);
    if (known.isPresent()) {
      return known.get();
    }
    if (!waiting.tryAcquire()) {
      return new Outcome.Later(new Access.TooBusy(TRY_AGAIN).error());
    }
    try {
      // Before the check, so that a password changed meanwhile ends this login rather than not.
      Object generation = limit.generation(credentials.user());
      return outcome(limit.check(credentials, from), generation);
    } finally {
      waiting.release();
    }
  }

  private static Outcome outcome(Access access, Object generation) {
    return switch (access) {
      case Access.Granted(var caller) -> new Outcome.Known(new Login(caller, generation));
      case Access.Refused() -> new Outcome.Wrong();
      case Access.TooManyFailures failures -> new Outcome.Later(failures.error(TOO_MANY));
      case Access.TooBusy busy -> new Outcome.Later(busy.error());
    };
  }
}
