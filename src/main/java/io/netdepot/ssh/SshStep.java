package io.netdepot.ssh;

import io.netdepot.fleet.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** What an {@code ssh:switch} endpoint does. */
sealed interface SshStep {
  Phase phase();

  /**
   * Runs a command and leaves what it printed.
   *
   * @param exitValues the exit statuses that are no failure; empty means all
   * @param lastLines how many of its last lines are kept; empty keeps all
   */
  record Run(
      Phase phase,
      CommandTemplate command,
      Duration timeout,
      Set<Integer> exitValues,
      OptionalInt lastLines)
      implements SshStep {
    public Run {
      exitValues = Set.copyOf(exitValues);
    }
  }

  /** Says lines to a modal command line and leaves what it answered to the last one. */
  record Talk(
      Phase phase,
      WordTemplate command,
      Duration timeout,
      Pattern prompt,
      List<String> prepare,
      Optional<Pattern> failure)
      implements SshStep {
    public Talk {
      prepare = List.copyOf(prepare);
    }
  }

  /** Waits while the connection is kept alive. */
  record Pause(Phase phase, Duration length) implements SshStep {}

  /** Lists the files of a folder over SFTP. */
  record ListFiles(Phase phase, PathTemplate path, Duration timeout) implements SshStep {}

  /** Deletes a file over SFTP. */
  record DeleteFile(Phase phase, PathTemplate path, Duration timeout) implements SshStep {}

  /** Leaves how the SSH server calls itself and what it shows before the login. */
  record Greeting(Phase phase) implements SshStep {}

  /** Fetches a file over SFTP. */
  record FetchFile(Phase phase, PathTemplate path, Duration timeout) implements SshStep {}

  /** Asks over SFTP how big a file is. */
  record LookAt(Phase phase, PathTemplate path, Duration timeout) implements SshStep {}

  /** Puts the file that is the body onto the switch over SFTP. */
  record PutFile(Phase phase, PathTemplate path) implements SshStep {}

  /**
   * Fetches a file as the output of a command.
   *
   * @param size the variable that holds the file's size
   */
  record FetchOutput(Phase phase, CommandTemplate command, String size, Duration timeout)
      implements SshStep {}
}
