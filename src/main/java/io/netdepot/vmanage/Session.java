package io.netdepot.vmanage;

import io.netdepot.http.Caller;
import java.time.Instant;

/**
 * A login that lasts.
 *
 * @param kind how a client shows that it is its own
 * @param login which login it came from: all that came from one end together
 * @param loggedInAt when the password was proved
 * @param xsrfToken what a client must send along to change anything
 */
record Session(Kind kind, Caller caller, Object login, Instant loggedInAt, String xsrfToken) {
  /** How a client shows that a session is its own. */
  enum Kind {
    /** By the cookie {@code JSESSIONID}. */
    COOKIE,
    /** By {@code Authorization: Bearer}. */
    BEARER,
    /** Not at all: it only buys another pair of tokens, once. */
    REFRESH
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "Session[" + kind + ", " + caller.user() + "]";
  }
}
