package io.netdepot.http;

import java.util.Optional;

/** Lets nobody in, and does not say that somebody might be: what needs a login is not there. */
final class NoEntrance implements Entrance {
  static final ApiError NOTHING_HERE = ApiError.of(404, "There is nothing here");

  @Override
  public Optional<Entry> known(RequestHead head) {
    return Optional.of(check(head));
  }

  @Override
  public Entry check(RequestHead head) {
    return new Entry.Refused(NOTHING_HERE);
  }
}
