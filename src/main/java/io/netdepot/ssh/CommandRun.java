package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import java.time.Duration;
import java.util.regex.Pattern;

/** Runs one command to its end. */
final class CommandRun {
  private static final long WINDOW = 256 * 1024L;
  private static final int QUOTED = 300;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final Connection connection;
  private final Command command;
  private final long maxOutput;

  CommandRun(Connection connection, Command command, long maxOutput) {
    this.connection = connection;
    this.command = command;
    this.maxOutput = maxOutput;
  }

  CommandResult run(ExecLimits limits) throws SwitchFailure {
    Lifeline lifeline = connection.lifeline();
    BoundedOutput output =
        new BoundedOutput(
            maxOutput,
            limits.lastLines(),
            () -> {
              connection.heard();
              lifeline.pull();
            });
    CommandChannel channel = new CommandChannel(command, WINDOW, lifeline::pull);
    channel.setOut(output.output());
    channel.setErr(output.errors());
    try (Watch.Timer timer = connection.watch().timer(limits.timeout(), lifeline::pull)) {
      connection.open(channel, timer);
      lifeline.await(
          limits.phase(), () -> ended(channel) || output.overflowed() || timer.expired());
      if (output.overflowed()) {
        throw new SwitchFailure(
            FailureReason.OUTPUT_TOO_LONG,
            limits.phase(),
            command.quoted() + " printed more than " + maxOutput + " bytes (ssh.max-output)");
      }
      if (!ended(channel)) {
        throw timedOut(command, limits.phase(), limits.timeout());
      }
    } finally {
      channel.close(false);
    }
    return result(channel, output, limits);
  }

  private boolean ended(CommandChannel channel) {
    return channel.ended() || connection.gone();
  }

  private CommandResult result(CommandChannel channel, BoundedOutput output, ExecLimits limits)
      throws SwitchFailure {
    Integer status = channel.getExitStatus();
    if (status == null) {
      throw noStatus(connection, channel, command, limits.phase());
    }
    if (!limits.accepts(status)) {
      throw failed(
          command.quoted() + " ended with exit status " + status + said(output), limits.phase());
    }
    return new CommandResult(status, output.outputText(), output.errorText());
  }

  /** The failure of a command that is over without having said how it ended. */
  static SwitchFailure noStatus(
      Connection connection, CommandChannel channel, Command command, Phase phase) {
    if (channel.refused()) {
      return failed("The switch refused to run " + command.quoted(), phase);
    }
    String signal = channel.getExitSignal();
    if (signal != null) {
      return failed(command.quoted() + " was ended by the signal " + signal, phase);
    }
    if (connection.isLost()) {
      return new SwitchFailure(connection.lost(), null);
    }
    return failed(command.quoted() + " was closed without exit status", phase);
  }

  static SwitchFailure timedOut(Command command, Phase phase, Duration limit) {
    return new SwitchFailure(
        FailureReason.TIMED_OUT,
        phase,
        command.quoted()
            + " did not end within "
            + Durations.format(limit)
            + ", the timeout of this step ("
            + phase.word()
            + ")");
  }

  private static SwitchFailure failed(String details, Phase phase) {
    return new SwitchFailure(FailureReason.COMMAND_FAILED, phase, details);
  }

  private static String said(BoundedOutput output) {
    String text = oneLine(output.errorText());
    if (text.isEmpty()) {
      text = oneLine(output.outputText());
    }
    if (text.isEmpty()) {
      return " and printed nothing";
    }
    return ": " + (text.length() > QUOTED ? "…" + text.substring(text.length() - QUOTED) : text);
  }

  private static String oneLine(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }
}
