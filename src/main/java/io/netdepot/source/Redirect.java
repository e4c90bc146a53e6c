package io.netdepot.source;

import io.netdepot.source.SourceFailure.Reason;

/** Where a server sends us, by our rules. The address itself is checked when it is connected to. */
final class Redirect {
  private Redirect() {}

  /** The next place to ask. */
  static SourceUri of(HttpAnswer answer) throws SourceFailure {
    String location =
        answer
            .header("Location")
            .orElseThrow(
                () ->
                    new SourceFailure(
                        Reason.ADDRESS_REFUSED,
                        answer.from().host() + " redirects without saying where to"));
    return follow(answer.from(), location);
  }

  static SourceUri follow(SourceUri from, String location) throws SourceFailure {
    SourceUri to;
    try {
      to = from.redirectedTo(location);
    } catch (IllegalArgumentException e) {
      throw new SourceFailure(
          Reason.ADDRESS_REFUSED,
          from.host() + " redirects to where nothing is fetched from: " + e.getMessage(),
          e);
    }
    if (!to.scheme().isHttp()) {
      throw new SourceFailure(
          Reason.ADDRESS_REFUSED,
          from.host() + " redirects to " + to.scheme().word() + ", which no redirect may");
    }
    // What TLS protects must not come unprotected because somebody answered so.
    if (from.scheme() == SourceUri.Scheme.HTTPS && to.scheme() == SourceUri.Scheme.HTTP) {
      throw new SourceFailure(
          Reason.ADDRESS_REFUSED,
          from.host()
              + " redirects from https to http; if that is meant, add the http address itself");
    }
    return to;
  }
}
