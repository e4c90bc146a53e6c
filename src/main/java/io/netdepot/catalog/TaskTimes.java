package io.netdepot.catalog;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When what happened to a task. Of tasks that ended before this was kept, nothing is known.
 *
 * @param begunAt when its first try began
 * @param tryBegunAt when its last one did
 * @param endedAt when the task became terminal
 * @param phases of its last try, in the order in which they were first entered; as recorded, empty
 *     while that try goes on, and when the service was killed in it
 */
public record TaskTimes(
    Optional<Instant> begunAt,
    Optional<Instant> tryBegunAt,
    Optional<Instant> endedAt,
    List<PhaseTime> phases) {

  private static final Comparator<PhaseTime> ORDER =
      Comparator.comparing(PhaseTime::begunAt).thenComparing(PhaseTime::phase);

  /** Nothing has happened. */
  public static final TaskTimes NONE =
      new TaskTimes(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public TaskTimes {
    phases = phases.stream().sorted(ORDER).toList();
  }
}
