package io.netdepot.receive;

import io.netdepot.config.CollectSettings;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.Phase;
import io.netdepot.ssh.SteadyFlow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether the bytes of a pushed file keep coming, once it has begun. Not thread-safe. */
final class Flow {
  private static final long OFTEN_ENOUGH = Duration.ofSeconds(5).toNanos();

  private final CollectSettings settings;
  private final LongSupplier nanos;

  // Mutable state
  private Optional<SteadyFlow> begun = Optional.empty();

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
    begun = Optional.of(new SteadyFlow(settings, Phase.FETCH, nanos.getAsLong()));
  }

  /** So many bytes have come, in all. */
  void came(long inAll) {
    begun.ifPresent(flow -> flow.came(inAll, nanos.getAsLong()));
  }

  /** What is wrong with the flow now; to be asked again and again. */
  Optional<Failure> trouble() {
    return begun.flatMap(flow -> flow.trouble(nanos.getAsLong()));
  }

  /** How long it is enough to look away, in nanoseconds. */
  long nextLook() {
    return Math.min(
        OFTEN_ENOUGH,
        Math.max(
            1, Math.min(settings.stall().toNanos(), settings.minimumRateWindow().toNanos()) / 4));
  }
}
