package io.netdepot.source;

import io.netdepot.config.DataSize;
import io.netdepot.config.Durations;
import io.netdepot.config.SyncSettings;
import java.util.function.LongSupplier;

/**
 * Watches that bytes do not come too slowly. Counts only the time that was spent waiting for them:
 * a slow disk of ours is not the server's fault. Used by one thread.
 */
final class Pace {
  private final SyncSettings settings;
  private final LongSupplier nanoClock;

  // Mutable state
  private long began;
  private long waited;
  private long bytes;

  Pace(SyncSettings settings, LongSupplier nanoClock) {
    this.settings = settings;
    this.nanoClock = nanoClock;
  }

  /** Begins to wait for bytes. */
  void await() {
    began = nanoClock.getAsLong();
  }

  /** So many bytes came. */
  void came(int more) throws SourceFailure {
    waited += nanoClock.getAsLong() - began;
    bytes += more;
    long window = settings.minimumRateWindow().toNanos();
    if (waited < window) {
      return;
    }
    if (bytes < settings.minimumRate().bytes() * (waited / 1e9)) {
      throw new SourceFailure(
          SourceFailure.Reason.TOO_SLOW,
          "Only "
              + new DataSize(bytes)
              + " came in "
              + Durations.format(settings.minimumRateWindow())
              + ", less than "
              + settings.minimumRate()
              + " a second (images.fetch-minimum-rate)");
    }
    waited = 0;
    bytes = 0;
  }
}
