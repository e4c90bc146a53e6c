package io.netdepot.source;

import io.netdepot.config.SyncSettings;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what may end better by itself, with longer and longer pauses. A try that brought
 * something on begins the count anew: a break every gigabyte never ends a fetch. Used by one
 * thread.
 */
final class Tries {
  private static final Logger log = LoggerFactory.getLogger(Tries.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 20;

  /** So many bytes are progress; fewer would let a hostile server keep us busy for ever. */
  private static final long PROGRESS = 1 << 20;

  private final SyncSettings settings;
  private final Transfer transfer;

  // Mutable state
  private int failed;
  private long receivedBefore;

  Tries(SyncSettings settings, Transfer transfer) {
    this.settings = settings;
    this.transfer = transfer;
  }

  /** One try. */
  @FunctionalInterface
  interface Try<T> {
    T run() throws SourceFailure;
  }

  /** Runs tries until one succeeds, none is left, or another one cannot help. */
  <T> T run(SourceUri file, Try<T> one) throws SourceFailure {
    while (true) {
      try {
        return one.run();
      } catch (SourceFailure e) {
        transfer.check();
        Duration pause = pauseAfter(e);
        log.debug("{}: {}; trying again in {}", file, e.sentence(), pause);
        transfer.pause(pause);
      }
    }
  }

  private Duration pauseAfter(SourceFailure failure) throws SourceFailure {
    if (transfer.received() - receivedBefore >= PROGRESS) {
      failed = 0;
    }
    receivedBefore = transfer.received();
    failed++;
    if (!failure.reason().retryHelps() || failed >= settings.tries()) {
      throw failure;
    }
    Duration pause = settings.retryDelay().multipliedBy(1L << Math.min(failed - 1, MOST_DOUBLINGS));
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    // A server that wants to be left alone for longer than that is asked again on the schedule.
    if (asked.compareTo(LONGEST_PAUSE) > 0) {
      throw failure;
    }
    Duration longer = pause.compareTo(asked) > 0 ? pause : asked;
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }
}
