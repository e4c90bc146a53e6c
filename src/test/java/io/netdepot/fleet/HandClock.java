package io.netdepot.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when a test moves it. Thread-safe. */
public final class HandClock implements InstantSource {
  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2026-01-05T10:00:00Z").toEpochMilli());

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }

  public void move(Duration by) {
    millis.addAndGet(by.toMillis());
  }
}
