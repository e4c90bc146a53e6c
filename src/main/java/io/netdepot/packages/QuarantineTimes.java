package io.netdepot.packages;

import io.netdepot.catalog.CatalogTrouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets quarantined files go when their time is over, whether rules of retention run or not. Sleeps
 * in between: a file that comes meanwhile stays for longer than the sleep. Thread-safe.
 */
public final class QuarantineTimes implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(QuarantineTimes.class);
  // So that a clock that is set anew is noticed.
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Quarantine quarantine;
  private final Duration age;
  private final InstantSource clock;
  private final Thread thread;

  /**
   * Prepares it.
   *
   * @param age for how long a file is kept; 0 when none is
   */
  public QuarantineTimes(Quarantine quarantine, Duration age, InstantSource clock) {
    this.quarantine = quarantine;
    this.age = age;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("quarantine").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(pass());
      }
    } catch (InterruptedException e) {
      // The service stops, and this thread with it.
      Thread.currentThread().interrupt();
    }
  }

  /** Removes what may go; returns how long nothing else will. */
  Duration pass() {
    try {
      int gone = quarantine.expire();
      if (gone > 0) {
        log.info("{} quarantined files went, their time was over", gone);
      }
      Instant now = clock.instant();
      Duration comers = age.isPositive() && age.compareTo(LONGEST) < 0 ? age : LONGEST;
      Duration next = quarantine.nextExpiry().map(at -> Duration.between(now, at)).orElse(LONGEST);
      Duration sooner = next.compareTo(comers) < 0 ? next : comers;
      return sooner.compareTo(SHORTEST) < 0 ? SHORTEST : sooner;
    } catch (RuntimeException e) {
      CatalogTrouble.tell(log, "Quarantined files could not be looked through, trying again", e);
      return LONGEST;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
