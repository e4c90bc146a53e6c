package io.netdepot.ssh;

import io.netdepot.config.Durations;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.ssh.ShellScreen.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds one dialogue with a modal command line, in a channel of its own. */
final class ShellRun {
  private static final long WINDOW = 256 * 1024L;
  private static final int QUOTED = 300;
  private static final String NEXT_PAGE = " ";

  private final Connection connection;
  private final Dialogue dialogue;
  private final ExecLimits limits;
  private final long maxOutput;
  private final ShellScreen screen;
  private final ShellChannel channel;

  /**
   * @param limits the exit values in it count for nothing; such command lines have none
   * @param maxOutput the most bytes that may come, banners and echoes included
   */
  ShellRun(Connection connection, Dialogue dialogue, ExecLimits limits, long maxOutput) {
    this.connection = connection;
    this.dialogue = dialogue;
    this.limits = limits;
    this.maxOutput = maxOutput;
    this.screen =
        new ShellScreen(
            dialogue.prompt(),
            maxOutput,
            () -> {
              connection.heard();
              connection.lifeline().pull();
            });
    this.channel = new ShellChannel(WINDOW, connection.lifeline()::pull);
    channel.setOut(screen);
    channel.setErr(screen);
  }

  /** What the switch answered to the command. */
  String run() throws SwitchFailure {
    try (Watch.Timer timer =
        connection.watch().timer(limits.timeout(), connection.lifeline()::pull)) {
      connection.open(channel, timer);
      awaitPrompt(timer, "");
      // An older release may not know one of these; what counts is whether the command is answered.
      for (String line : dialogue.prepare()) {
        ask(line, timer);
      }
      String answer = ask(dialogue.command(), timer);
      requireGood(answer);
      return answer;
    } finally {
      channel.close(false);
    }
  }

  /** What the switch shows at first, and its answers to the lines before the command. */
  List<Interview.Said> hear() throws SwitchFailure {
    List<Interview.Said> said = new ArrayList<>();
    try (Watch.Timer timer =
        connection.watch().timer(limits.timeout(), connection.lifeline()::pull)) {
      connection.open(channel, timer);
      awaitPrompt(timer, "");
      said.add(new Interview.Said("", screen.lines(), screen.line()));
      for (String line : dialogue.prepare()) {
        String answer = ask(line, timer);
        said.add(new Interview.Said(line, answer, screen.line()));
      }
      return said;
    } finally {
      channel.close(false);
    }
  }

  private String ask(String line, Watch.Timer timer) throws SwitchFailure {
    screen.clear();
    send(line + "\n");
    awaitPrompt(timer, line);
    return screen.answer(line);
  }

  private void requireGood(String answer) throws SwitchFailure {
    Optional<String> bad =
        dialogue
            .failure()
            .flatMap(
                failure -> answer.lines().filter(line -> failure.matcher(line).find()).findFirst());
    if (bad.isPresent()) {
      throw failed("'" + dialogue.command() + "' was answered with: " + quoted(bad.get()));
    }
  }

  private void awaitPrompt(Watch.Timer timer, String line) throws SwitchFailure {
    while (true) {
      connection
          .lifeline()
          .await(
              limits.phase(),
              () ->
                  screen.waiting() != Waiting.FOR_THE_SWITCH
                      || channel.ended()
                      || connection.gone()
                      || timer.expired());
      switch (screen.waiting()) {
        case AT_THE_PROMPT -> {
          return;
        }
        case AT_THE_PAGER -> {
          screen.turnPage();
          send(NEXT_PAGE);
        }
        case FOR_A_PASSWORD ->
            throw failed(
                "The switch asks for a password after '"
                    + line
                    + "', and none is ever sent; give the user of the profile the right to do this"
                    + " without one");
        case NO_MORE ->
            throw new SwitchFailure(
                FailureReason.OUTPUT_TOO_LONG,
                limits.phase(),
                "'" + line + "' printed more than " + maxOutput + " bytes (ssh.max-output)");
        case FOR_THE_SWITCH -> throw noPrompt(line);
      }
    }
  }

  private SwitchFailure noPrompt(String line) {
    if (channel.refused()) {
      return failed("The switch refused to open a shell");
    }
    if (channel.ended() || connection.gone()) {
      return connection.isLost()
          ? new SwitchFailure(connection.lost(), null)
          : failed(
              "The switch closed its shell "
                  + (line.isEmpty() ? "before its first prompt" : "after '" + line + "'")
                  + said());
    }
    return new SwitchFailure(
        FailureReason.TIMED_OUT,
        limits.phase(),
        (line.isEmpty() ? "The switch showed no prompt" : "'" + line + "' brought no prompt")
            + " that matches "
            + dialogue.prompt()
            + " within "
            + Durations.format(limits.timeout())
            + ", the timeout of this step ("
            + limits.phase().word()
            + ")"
            + said());
  }

  private String said() {
    String last = screen.line().isBlank() ? screen.lines() : screen.line();
    return last.isBlank() ? "; it said nothing" : "; the last it said: " + quoted(last);
  }

  private void send(String text) throws SwitchFailure {
    try {
      channel.send(text);
    } catch (IOException e) {
      throw connection.isLost()
          ? new SwitchFailure(connection.lost(), e)
          : failed("The switch closed its shell" + said());
    }
  }

  private SwitchFailure failed(String details) {
    return new SwitchFailure(FailureReason.COMMAND_FAILED, limits.phase(), details);
  }

  private static String quoted(String text) {
    String line = text.strip();
    return line.length() > QUOTED ? "…" + line.substring(line.length() - QUOTED) : line;
  }
}
