package io.netdepot.vmanage;

import io.netdepot.http.Access;
import io.netdepot.http.ApiError;
import io.netdepot.http.Authenticator;
import io.netdepot.http.BasicCredentials;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Checks passwords for every kind of login to this API, and slows down who guesses. Thread-safe.
 *
 * <p>Checks that run at the same time are counted when they end, so a few more than allowed can
 * fail: as many as passwords are checked at one time.
 */
final class Logins {
  // Logins by a form and for a token wait on the threads of all requests, which must not all do so.
  private static final int WAITING = 8;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Authenticator authenticator;
  private final FailedLogins failed;
  private final Semaphore waiting = new Semaphore(WAITING);

  Logins(Authenticator authenticator, FailedLogins failed) {
    this.authenticator = authenticator;
    this.failed = failed;
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
    // First, or guessing would find the password all the same once somebody used it.
    Optional<Outcome> tooMany = failed.wait(credentials.user(), from).map(Logins::tooMany);
    if (tooMany.isPresent()) {
      return tooMany;
    }
    Object generation = authenticator.generation(credentials.user());
    return authenticator
        .known(credentials)
        .filter(Access.Granted.class::isInstance)
        .map(access -> outcome(access, credentials, from, generation));
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
      Object generation = authenticator.generation(credentials.user());
      return outcome(authenticator.check(credentials), credentials, from, generation);
    } finally {
      waiting.release();
    }
  }

  private Outcome outcome(
      Access access, BasicCredentials credentials, String from, Object generation) {
    return switch (access) {
      case Access.Granted(var caller) -> {
        failed.succeeded(credentials.user(), from);
        yield new Outcome.Known(new Login(caller, generation));
      }
      case Access.Refused() -> {
        failed.failed(credentials.user(), from);
        yield new Outcome.Wrong();
      }
      case Access.TooBusy busy -> new Outcome.Later(busy.error());
    };
  }

  private static Outcome tooMany(Duration left) {
    long seconds = Math.max(1, left.toSeconds());
    return new Outcome.Later(
        ApiError.of(
                429,
                "Too many logins of this user from this address failed; try again in "
                    + seconds
                    + " s")
            .with("Retry-After", Long.toString(seconds)));
  }
}
