package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.Set;

/** What an {@code ssh:switch} endpoint does. */
sealed interface SshStep {
  Phase phase();

  /** Runs a command and leaves what it printed. */
  record Run(Phase phase, CommandTemplate command, Duration timeout, Set<Integer> exitValues)
      implements SshStep {
    public Run {
      exitValues = Set.copyOf(exitValues);
    }
  }

  /** Fetches a file over SFTP. */
  record FetchFile(Phase phase, PathTemplate path, Duration timeout) implements SshStep {}

  /**
   * Fetches a file as the output of a command.
   *
   * @param size the variable that holds the file's size
   */
  record FetchOutput(Phase phase, CommandTemplate command, String size, Duration timeout)
      implements SshStep {}
}
