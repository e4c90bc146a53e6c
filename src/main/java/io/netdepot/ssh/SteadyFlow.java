package io.netdepot.ssh;

import io.netdepot.config.CollectSettings;
import io.netdepot.config.Durations;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import java.util.Optional;

/**
 * The rule that the bytes of a transfer keep coming: not silent for longer than {@code
 * collect.stall}, and, once they have begun, not slower than {@code collect.minimum-rate} over each
 * window. Times are those of a clock that only goes on, in nanoseconds. Not thread-safe.
 */
public final class SteadyFlow {
  private final CollectSettings settings;
  private final Phase phase;

  // Mutable state
  private long bytes;
  private long lastChange;
  private long windowBytes;
  private long windowStart;

  /** A transfer that begins now. */
  public SteadyFlow(CollectSettings settings, Phase phase, long now) {
    this.settings = settings;
    this.phase = phase;
    this.lastChange = now;
    this.windowStart = now;
  }

  /** So many bytes have come, in all. */
  public void came(long inAll, long now) {
    if (inAll == bytes) {
      return;
    }
    if (bytes == 0) {
      windowStart = now;
      windowBytes = inAll;
    }
    bytes = inAll;
    lastChange = now;
  }

  /** Until now it was us that the bytes waited for. */
  public void held(long now) {
    lastChange = now;
    windowStart = now;
    windowBytes = bytes;
  }

  /** What is wrong with the flow now; to be asked again and again. */
  public Optional<Failure> trouble(long now) {
    if (now - lastChange >= settings.stall().toNanos()) {
      return stalled("No byte came for " + Durations.format(settings.stall()) + " (collect.stall)");
    }
    if (bytes == 0 || now - windowStart < settings.minimumRateWindow().toNanos()) {
      return Optional.empty();
    }
    long inWindow = bytes - windowBytes;
    windowStart = now;
    windowBytes = bytes;
    double asked = settings.minimumRate().bytes() * (settings.minimumRateWindow().toNanos() / 1e9);
    return inWindow >= asked
        ? Optional.empty()
        : stalled(
            "Only "
                + inWindow
                + " bytes came in "
                + Durations.format(settings.minimumRateWindow())
                + ", less than "
                + settings.minimumRate()
                + " a second (collect.minimum-rate)");
  }

  private Optional<Failure> stalled(String details) {
    return Optional.of(new Failure(FailureReason.STALLED, phase, details));
  }
}
