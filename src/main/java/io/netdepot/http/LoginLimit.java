package io.netdepot.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Checks passwords for the entrances of all APIs, and slows down who guesses: what fails at one of
 * them counts at all. Thread-safe.
 */
public final class LoginLimit {
  private final Authenticator authenticator;
  private final FailedLogins failed;

  public LoginLimit(Authenticator authenticator, FailedLogins failed) {
    this.authenticator = authenticator;
    this.failed = failed;
  }

  /**
   * What {@link #check} would say, if that can be told at once; empty says nothing. Runs on the
   * event loop and does not wait.
   *
   * @param from the IP address of the client
   */
  public Optional<Access> known(BasicCredentials credentials, String from) {
    // First, or guessing would find the password all the same once somebody used it.
    Optional<Access> tooMany = tooMany(credentials, from);
    if (tooMany.isPresent()) {
      return tooMany;
    }
    Optional<Access> known = authenticator.known(credentials);
    if (known.filter(Access.Granted.class::isInstance).isPresent()) {
      failed.succeeded(credentials.user(), from);
      return known;
    }
    // A wrong one has to be counted.
    return Optional.empty();
  }

  /** Checks a password; may take long. */
  public Access check(BasicCredentials credentials, String from) {
    Optional<Access> known = known(credentials, from);
    if (known.isPresent()) {
      return known.get();
    }
    Access access = authenticator.check(credentials);
    // Of many that are checked at one time, those after the last allowed one are told nothing.
    return switch (access) {
      case Access.Granted granted -> {
        Optional<Access> tooMany = tooMany(credentials, from);
        if (tooMany.isEmpty()) {
          failed.succeeded(credentials.user(), from);
        }
        yield tooMany.orElse(access);
      }
      case Access.Refused refused ->
          failed
              .failed(credentials.user(), from)
              .<Access>map(Access.TooManyFailures::new)
              .orElse(refused);
      case Access.TooBusy busy -> busy;
      case Access.TooManyFailures already -> already;
    };
  }

  private Optional<Access> tooMany(BasicCredentials credentials, String from) {
    Optional<Duration> left = failed.wait(credentials.user(), from);
    return left.map(Access.TooManyFailures::new);
  }

  /** See {@link Authenticator#generation}. */
  public Object generation(String user) {
    return authenticator.generation(user);
  }
}
