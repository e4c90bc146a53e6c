package io.netdepot.config;

import java.time.Duration;

/**
 * The stream of events: settings {@code events.*}.
 *
 * @param keep {@code events.keep}, how many of the newest are kept for those who come back; 100000
 * @param streams {@code events.streams}, how many clients may follow at one time; 100
 * @param heartbeat {@code events.heartbeat}, how long a stream is silent at most; 15 s
 */
public record EventSettings(long keep, int streams, Duration heartbeat) {
  /** Below the time after which a connection without a byte is closed. */
  static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(100);
}
