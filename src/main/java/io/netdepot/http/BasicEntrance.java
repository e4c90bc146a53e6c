package io.netdepot.http;

import java.util.List;
import java.util.Optional;

/** Lets in who sends a user and a password with each request (RFC 7617). */
public final class BasicEntrance implements Entrance {
  private static final String CHALLENGE = "Basic realm=\"netdepot\", charset=\"UTF-8\"";

  // As for a queue that is full: clients of these APIs know it, and come again later.
  private static final int TOO_MANY = 503;

  private final LoginLimit logins;

  public BasicEntrance(LoginLimit logins) {
    this.logins = logins;
  }

  @Override
  public Optional<Entry> known(RequestHead head) {
    Optional<BasicCredentials> credentials = credentials(head);
    return credentials.isEmpty()
        ? Optional.of(unauthorized("Send the user and the password with HTTP Basic"))
        : credentials.flatMap(sent -> logins.known(sent, head.from())).map(BasicEntrance::entry);
  }

  @Override
  public Entry check(RequestHead head) {
    return credentials(head)
        .map(sent -> logins.check(sent, head.from()))
        .map(BasicEntrance::entry)
        .orElseGet(() -> unauthorized("Send the user and the password with HTTP Basic"));
  }

  private static Optional<BasicCredentials> credentials(RequestHead head) {
    List<String> headers = head.headers("Authorization");
    return headers.size() == 1 ? BasicCredentials.parse(headers.get(0)) : Optional.empty();
  }

  private static Entry entry(Access access) {
    return switch (access) {
      case Access.Granted(var caller) -> new Entry.Granted(caller);
      case Access.Refused() -> unauthorized("The user or the password is wrong");
      case Access.TooManyFailures failures -> new Entry.Refused(failures.error(TOO_MANY));
      case Access.TooBusy busy -> new Entry.Refused(busy.error());
    };
  }

  private static Entry unauthorized(String description) {
    return new Entry.Refused(ApiError.of(401, description).with("WWW-Authenticate", CHALLENGE));
  }
}
