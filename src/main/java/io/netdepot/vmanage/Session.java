package io.netdepot.vmanage;

import io.netdepot.http.Caller;

/**
 * A login that lasts.
 *
 * @param kind how a client shows that it is its own
 * @param login where it came from
 * @param xsrfToken what a client must send along to change anything
 */
record Session(Kind kind, Login login, String xsrfToken) {
  /** How a client shows that a session is its own. */
  enum Kind {
    /** By the cookie {@code JSESSIONID}. */
    COOKIE,
    /** By {@code Authorization: Bearer}. */
    BEARER,
    /** Not at all: it only buys another pair of tokens, once. */
    REFRESH
  }

  Caller caller() {
    return login.caller();
  }

  /** Never shows the token. */
  @Override
  public String toString() {
    return "Session[" + kind + ", " + caller().user() + "]";
  }
}
