package io.netdepot.vmanage;

import io.netdepot.catalog.Image;
import io.netdepot.http.Call;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in the log which device fetches which image, as far as devices say who they are ({@code
 * deviceId}). One that fetches in parts, or tries again and again, is recorded once in a while.
 * Thread-safe, and never waits.
 */
final class DeviceFetches {
  private static final Logger log = LoggerFactory.getLogger(DeviceFetches.class);
  private static final Duration ONCE_IN = Duration.ofMinutes(10);
  private static final int REMEMBERED = 4_096;

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();

  // Mutable state, guarded by the lock: when each was recorded last, the oldest first.
  private final Map<Fetch, Instant> recorded = new LinkedHashMap<>();

  private record Fetch(String device, String versionId) {}

  DeviceFetches(InstantSource clock) {
    this.clock = clock;
  }

  /** A download of an image begins. */
  void begin(Call call, Image image) {
    Optional<String> device = call.query("deviceId");
    if (device.isPresent() && isNew(new Fetch(device.get(), image.id().value()))) {
      // What a device calls itself fits the contract, so it is printable.
      log.info(
          "The device {} at {} fetches the image {} ({})",
          device.get(),
          call.head().from(),
          image.fileName(),
          image.id());
    }
  }

  private boolean isNew(Fetch fetch) {
    Instant now = clock.instant();
    lock.lock();
    try {
      Instant last = recorded.remove(fetch);
      boolean isNew = last == null || !now.isBefore(last.plus(ONCE_IN));
      recorded.put(fetch, isNew ? now : last);
      if (recorded.size() > REMEMBERED) {
        recorded.remove(recorded.keySet().iterator().next());
      }
      return isNew;
    } finally {
      lock.unlock();
    }
  }
}
