package io.netdepot.http;

import java.time.Duration;

/**
 * Whether a body comes fast enough. Only the time spent on waiting for the client counts, so a slow
 * disk of ours is never held against it. Used by one thread.
 */
final class Pace {
  private final long stall;
  private final long window;
  private final double enough;

  // Mutable state: of the present window.
  private long waited;
  private long bytes;

  /**
   * A pace at its beginning.
   *
   * @param stall the longest time without a byte
   * @param rate bytes a second, over each window of waiting
   */
  Pace(Duration stall, long rate, Duration window) {
    this.stall = stall.toNanos();
    this.window = window.toNanos();
    this.enough = rate * (window.toNanos() / 1e9);
  }

  /**
   * How many more nanoseconds a client may be silent; none, or fewer, when it is too slow.
   *
   * @param silent for how long it has been silent already
   */
  long patience(long silent) {
    long untilStall = stall - silent;
    return bytes >= enough ? untilStall : Math.min(untilStall, window - waited - silent);
  }

  /** So many bytes came, after so many nanoseconds of silence. */
  void came(long silent, long more) {
    waited += silent;
    bytes += more;
    if (waited >= window && bytes >= enough) {
      waited = 0;
      bytes = 0;
    }
  }
}
