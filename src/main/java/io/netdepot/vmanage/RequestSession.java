package io.netdepot.vmanage;

import io.netdepot.http.RequestHead;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the session that a request belongs to: by its bearer token, or else by its cookie. */
final class RequestSession {
  private static final Pattern BEARER =
      Pattern.compile("bearer +([A-Za-z0-9._~+/=-]{1,4096}) *", Pattern.CASE_INSENSITIVE);

  private final Sessions sessions;

  RequestSession(Sessions sessions) {
    this.sessions = sessions;
  }

  Optional<Session> of(RequestHead head) {
    List<String> authorization = head.headers("Authorization");
    return authorization.isEmpty() ? byCookie(head) : byToken(authorization);
  }

  private Optional<Session> byToken(List<String> authorization) {
    Matcher matcher = BEARER.matcher(authorization.getFirst());
    return authorization.size() == 1 && matcher.matches()
        ? sessions.use(Session.Kind.BEARER, matcher.group(1))
        : Optional.empty();
  }

  private Optional<Session> byCookie(RequestHead head) {
    for (String key : SessionCookie.values(head.headers("Cookie"))) {
      Optional<Session> session = sessions.use(Session.Kind.COOKIE, key);
      if (session.isPresent()) {
        return session;
      }
    }
    return Optional.empty();
  }
}
