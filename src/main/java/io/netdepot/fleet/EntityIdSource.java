package io.netdepot.fleet;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by the time they were made: 6 bytes of milliseconds, then 6 bytes that begin
 * at random and count up.
 *
 * <p>Thread-safe. Two ids of one source never compare the wrong way round, even within a
 * millisecond or when the clock steps back.
 */
public final class EntityIdSource {
  private static final long LOW_48 = 0xFFFF_FFFF_FFFFL;

  private final InstantSource clock;
  private final AtomicLong lastMillis = new AtomicLong();
  private final AtomicLong counter;

  public EntityIdSource(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    // The top bits stay free, so that the counter cannot wrap within one run.
    this.counter = new AtomicLong(random.nextLong() & (LOW_48 >>> 2));
  }

  public EntityId next() {
    long millis = lastMillis.accumulateAndGet(clock.millis(), Math::max);
    long count = counter.incrementAndGet();
    HexFormat hex = HexFormat.of();
    return new EntityId(hex.toHexDigits(millis & LOW_48, 12) + hex.toHexDigits(count & LOW_48, 12));
  }
}
