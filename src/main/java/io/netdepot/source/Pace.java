package io.netdepot.source;

import io.netdepot.config.DataSize;
import io.netdepot.config.Durations;
import io.netdepot.config.SyncSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Watches that bytes do not come too slowly. Counts only the time that was spent waiting for them:
 * a slow disk of ours is not the server's fault. Used by one thread.
 */
final class Pace {
  private static final int BLOCK = 8 * 1024;

  private final SyncSettings settings;
  private final LongSupplier nanoClock;

  // Mutable state
  private long began;
  private long waited;
  private long bytesInWindow;

  Pace(SyncSettings settings, LongSupplier nanoClock) {
    this.settings = settings;
    this.nanoClock = nanoClock;
  }

  /**
   * Reads so many bytes, fewer only where the content ends before.
   *
   * @throws SourceFailure when they come too slowly
   */
  byte[] read(InputStream from, int most) throws IOException, SourceFailure {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] block = new byte[Math.min(most, BLOCK)];
    while (read.size() < most) {
      await();
      int length = from.read(block, 0, Math.min(block.length, most - read.size()));
      if (length < 0) {
        break;
      }
      came(length);
      read.write(block, 0, length);
    }
    return read.toByteArray();
  }

  /** Begins to wait for bytes. */
  void await() {
    began = nanoClock.getAsLong();
  }

  /** So many bytes came. */
  void came(int more) throws SourceFailure {
    waited += nanoClock.getAsLong() - began;
    bytesInWindow += more;
    long window = settings.minimumRateWindow().toNanos();
    if (waited < window) {
      return;
    }
    if (bytesInWindow < settings.minimumRate().bytes() * (waited / 1e9)) {
      throw new SourceFailure(
          SourceFailure.Reason.TOO_SLOW,
          "Only "
              + new DataSize(bytesInWindow)
              + " came in "
              + Durations.format(settings.minimumRateWindow())
              + ", less than "
              + settings.minimumRate()
              + " a second (images.fetch-minimum-rate)");
    }
    waited = 0;
    bytesInWindow = 0;
  }
}
