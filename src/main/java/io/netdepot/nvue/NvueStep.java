package io.netdepot.nvue;

import io.netdepot.fleet.Phase;
import io.netdepot.ssh.PathTemplate;
import java.time.Duration;
import java.util.Optional;

/** What an {@code nvue:switch} endpoint does. */
sealed interface NvueStep {
  Phase phase();

  /** The resource below {@code /nvue_v1}. */
  PathTemplate path();

  Duration timeout();

  /**
   * Reads a resource and leaves its text.
   *
   * @param revision of the configuration, such as {@code operational}; most resources have none
   */
  record Read(Phase phase, PathTemplate path, Optional<String> revision, Duration timeout)
      implements NvueStep {}

  /**
   * Has an action done, to its end, and leaves what the switch said about it.
   *
   * @param action its word, such as {@code generate}
   * @param parameters {@code name=value} with commas in between, filled in before it is taken apart
   */
  record Act(
      Phase phase,
      PathTemplate path,
      String action,
      Optional<PathTemplate> parameters,
      Duration timeout)
      implements NvueStep {}

  /** Has the switch push a file to our receiver, and leaves it. */
  record Push(Phase phase, PathTemplate path, Duration timeout) implements NvueStep {}
}
