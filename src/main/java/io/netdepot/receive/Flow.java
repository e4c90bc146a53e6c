package io.netdepot.receive;

import io.netdepot.config.CollectSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Whether the bytes of a pushed file keep coming: not silent for longer than {@code collect.stall},
 * and not slower than {@code collect.minimum-rate} over each window. Not thread-safe.
 */
final class Flow {
  private static final long OFTEN_ENOUGH = Duration.ofSeconds(5).toNanos();

  private final CollectSettings settings;
  private final LongSupplier nanos;

  // Mutable state
  private boolean begun;
  private long bytes;
  private long lastByte;
  private long windowStart;
  private long windowBytes;

  /**
   * A file that has not begun.
   *
   * @param nanos a clock that only goes on, in nanoseconds
   */
  Flow(CollectSettings settings, LongSupplier nanos) {
    this.settings = settings;
    this.nanos = nanos;
  }

  void begin() {
    begun = true;
    lastByte = nanos.getAsLong();
    windowStart = lastByte;
  }

  /** So many bytes have come, in all. */
  void came(long inAll) {
    bytes = inAll;
    lastByte = nanos.getAsLong();
  }

  /** What is wrong with the flow now; to be asked again and again. */
  Optional<Failure> trouble() {
    if (!begun) {
      return Optional.empty();
    }
    long now = nanos.getAsLong();
    if (now - lastByte >= settings.stall().toNanos()) {
      return stalled(
          "The switch pushed nothing for "
              + settings.stall().toSeconds()
              + " s in the middle of the package (collect.stall)");
    }
    if (now - windowStart < settings.minimumRateWindow().toNanos()) {
      return Optional.empty();
    }
    long inWindow = bytes - windowBytes;
    windowStart = now;
    windowBytes = bytes;
    double asked = settings.minimumRate().bytes() * (settings.minimumRateWindow().toNanos() / 1e9);
    return inWindow >= asked
        ? Optional.empty()
        : stalled(
            "The switch pushed only "
                + inWindow
                + " bytes in "
                + settings.minimumRateWindow().toSeconds()
                + " s, less than "
                + settings.minimumRate()
                + " a second (collect.minimum-rate)");
  }

  /** How long it is enough to look away, in nanoseconds. */
  long nextLook() {
    return Math.min(
        OFTEN_ENOUGH,
        Math.max(
            1, Math.min(settings.stall().toNanos(), settings.minimumRateWindow().toNanos()) / 4));
  }

  private static Optional<Failure> stalled(String details) {
    return Optional.of(new Failure(FailureReason.STALLED, Phase.FETCH, details));
  }
}
