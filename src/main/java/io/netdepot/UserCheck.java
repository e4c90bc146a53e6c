package io.netdepot;

import io.netdepot.http.Access;
import io.netdepot.http.Authenticator;
import io.netdepot.http.BasicCredentials;
import io.netdepot.http.Caller;
import io.netdepot.http.Role;
import io.netdepot.secret.LoginCheck;
import io.netdepot.secret.Secret;
import io.netdepot.secret.Users;
import java.time.Duration;
import java.util.Optional;

/** The two users as HTTP authentication sees them. */
record UserCheck(Users users) implements Authenticator {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  @Override
  public Access check(BasicCredentials credentials) {
    return switch (users.check(credentials.user(), Secret.of(credentials.password()))) {
      case LoginCheck.Known known -> granted(known);
      case LoginCheck.Refused refused -> new Access.Refused();
      case LoginCheck.TooBusy busy -> new Access.TooBusy(RETRY_AFTER);
    };
  }

  @Override
  public Optional<Access> known(BasicCredentials credentials) {
    return users
        .known(credentials.user(), Secret.of(credentials.password()))
        .map(UserCheck::granted);
  }

  @Override
  public Object generation(String user) {
    return users.generation(user);
  }

  private static Access granted(LoginCheck.Known known) {
    return new Access.Granted(
        new Caller(
            known.user(),
            switch (known.role()) {
              case READ -> Role.READ_ONLY;
              case WRITE -> Role.READ_WRITE;
            }));
  }
}
