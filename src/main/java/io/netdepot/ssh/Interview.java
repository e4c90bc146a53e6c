package io.netdepot.ssh;

import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Asks a device what a person wants to hear, and gives its words as they came. For one thread; the
 * session is the caller's.
 */
public final class Interview {
  private static final Pattern HOST = Pattern.compile("[\\w.-]{1,253}");

  private final SwitchSession session;
  private final Duration limit;

  /**
   * @param limit the longest an answer may take
   */
  public Interview(SwitchSession session, Duration limit) {
    this.session = session;
    this.limit = limit;
  }

  /**
   * What a command printed.
   *
   * @param status empty when it ended without one
   * @param took how long it took
   */
  public record Answer(String output, String errors, OptionalInt status, Duration took) {}

  /**
   * What a modal command line answered.
   *
   * @param line what was sent; empty for what it shows at first
   * @param prompt the line that it waits behind then
   */
  public record Said(String line, String answer, String prompt) {}

  /** How the SSH server calls itself and, in the lines below, what it shows before the login. */
  public String greeting() throws SwitchFailure {
    return session.greeting(Phase.CONNECT);
  }

  /**
   * Runs a command, as it is written.
   *
   * @throws SwitchFailure when the connection ends, or the command does not
   */
  public Answer ask(String line) throws SwitchFailure {
    return ask(line, limits());
  }

  /**
   * Runs a command that may print more than is to be kept.
   *
   * @param lastLines how many of its last lines are kept
   * @throws SwitchFailure when the connection ends, or the command does not
   */
  public Answer ask(String line, int lastLines) throws SwitchFailure {
    return ask(line, new ExecLimits(Phase.LIST, limit, Set.of(), OptionalInt.of(lastLines)));
  }

  private Answer ask(String line, ExecLimits limits) throws SwitchFailure {
    long began = System.nanoTime();
    try {
      CommandResult result = session.exec(new Command(line), limits);
      return new Answer(
          result.output(), result.errors(), OptionalInt.of(result.exitStatus()), since(began));
    } catch (SwitchFailure e) {
      if (e.failure().reason() == FailureReason.COMMAND_FAILED) {
        return new Answer("", "", OptionalInt.empty(), since(began));
      }
      throw e;
    }
  }

  /** The device's own name, which stands in most of what it says. */
  public Optional<String> host() throws SwitchFailure {
    Answer answer = ask("hostname");
    return answer.status().orElse(1) == 0
        ? Optional.of(answer.output().strip()).filter(name -> HOST.matcher(name).matches())
        : Optional.empty();
  }

  /**
   * Says lines to a modal command line, in a shell of its own.
   *
   * @param prompt matches the line that it waits behind
   * @return what it shows at first, and the answer to each line
   */
  public List<Said> converse(String prompt, List<String> lines) throws SwitchFailure {
    return session.converse(
        new Dialogue(Pattern.compile(prompt), lines, "", Optional.empty()), limits());
  }

  /** The paths of the files in a folder; none when it cannot be read. */
  public List<String> folder(String path) throws SwitchFailure {
    try {
      return session.list(path, new FetchLimits(Phase.LIST, limit));
    } catch (SwitchFailure e) {
      if (e.failure().reason() == FailureReason.PACKAGE_UNREADABLE) {
        return List.of();
      }
      throw e;
    }
  }

  /** Deletes a file over SFTP; false when it is not there or may not be deleted. */
  public boolean delete(String path) throws SwitchFailure {
    try {
      session.delete(path, new FetchLimits(Phase.CLEAN, limit));
      return true;
    } catch (SwitchFailure e) {
      if (e.failure().reason() == FailureReason.PACKAGE_UNREADABLE) {
        return false;
      }
      throw e;
    }
  }

  /** The size of a file in bytes. */
  public long size(String path) throws SwitchFailure {
    return session.look(path, new FetchLimits(Phase.LIST, limit)).size();
  }

  private ExecLimits limits() {
    return new ExecLimits(Phase.LIST, limit, Set.of());
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
