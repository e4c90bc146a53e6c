package io.netdepot.catalog;

import io.netdepot.fleet.EntityId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a schedule began once.
 *
 * @param schedule its name
 * @param kind in a word, such as {@code collect}
 * @param dueAt the time it was for; empty when somebody asked for it
 * @param endedAt empty while it runs
 * @param details for people, or empty
 * @param operation that it made, or was to make
 */
public record ScheduleRun(
    EntityId id,
    String schedule,
    String kind,
    Optional<Instant> dueAt,
    Instant begunAt,
    Optional<Instant> endedAt,
    Outcome outcome,
    String details,
    Optional<EntityId> operation) {

  /** How it stands. */
  public enum Outcome {
    RUNNING,
    COMPLETED,
    FAILED,
    CANCELLED,
    /** There was nothing to do, or the same work ran already. */
    SKIPPED,
    /** Its time passed while the service was down, and was left out. */
    MISSED,
    /** The service was stopped or killed before the end. */
    INTERRUPTED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
