package io.netdepot.collect;

import io.netdepot.fleet.Failure;
import io.netdepot.fleet.FailureReason;
import io.netdepot.fleet.Phase;
import io.netdepot.fleet.SwitchFailure;
import io.netdepot.fleet.SwitchTask;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.camel.ExchangeProperty;

/** What step routes call as {@code platforms}: tells by a switch's words what it is. Stateless. */
public final class PlatformSteps {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  // Of shells and of command lines that are none: NVUE, Onyx, IOS XE, vEdge.
  private static final Pattern UNKNOWN_COMMAND =
      Pattern.compile(
          "exit status 127\\b|command not found|un(known|recognized) command|invalid command"
              + "|invalid input detected|syntax error",
          Pattern.CASE_INSENSITIVE);
  private static final int MOST_LINES = 200;
  private static final int LONGEST_LINE = 500;
  private static final int LONGEST_QUOTE = 200;

  /**
   * The platform that words of a switch are those of.
   *
   * @param said what the switch said
   * @param words one platform a line, and behind it a regular expression that finds what switches
   *     of it say in a line, in any letter case; the first one counts; {@code #} begins a remark
   * @return the platform, or an empty text
   */
  public String find(String said, String words) throws SwitchFailure {
    List<String> lines = said.lines().limit(MOST_LINES).map(PlatformSteps::bounded).toList();
    for (String row : words.lines().map(String::strip).toList()) {
      String[] cells = BLANKS.split(row, 2);
      if (cells.length == 2 && !row.startsWith("#")) {
        Pattern pattern = pattern(cells[1]);
        if (lines.stream().anyMatch(line -> pattern.matcher(line).find())) {
          return cells[0];
        }
      }
    }
    return "";
  }

  /**
   * The platform that was found.
   *
   * @param platform empty when none was
   * @param said what the switch said, for people
   * @throws SwitchFailure {@code platform-unknown} when none was found
   */
  public String found(
      String platform, String said, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    if (platform.isEmpty()) {
      throw new SwitchFailure(
          FailureReason.PLATFORM_UNKNOWN,
          Phase.CONNECT,
          "What the switch says tells no platform: '" + quoted(said) + "'. " + howToSet(task));
    }
    return platform;
  }

  /**
   * Ends the try, since the switch is not of the platform whose steps run.
   *
   * @param why what tells it
   * @throws SwitchFailure {@code wrong-platform}, always
   */
  @SuppressWarnings("DoNotCallSuggester") // called by routes, which cannot throw by themselves
  public void mismatch(String why, @ExchangeProperty(SwitchTask.PROPERTY) SwitchTask task)
      throws SwitchFailure {
    throw new SwitchFailure(
        FailureReason.WRONG_PLATFORM,
        Phase.LIST,
        "The switch is not of the platform "
            + task.platform()
            + ": "
            + why
            + ". "
            + howToSet(task));
  }

  /**
   * Passes when a command failed since the switch does not know it, so that another one may be
   * tried.
   *
   * @throws SwitchFailure the failure itself, when it is another one
   */
  public void requireUnknownCommand(Failure failure) throws SwitchFailure {
    if (!isUnknownCommand(failure)) {
      throw new SwitchFailure(failure, null);
    }
  }

  static boolean isUnknownCommand(Failure failure) {
    return failure.reason() == FailureReason.COMMAND_FAILED
        && UNKNOWN_COMMAND.matcher(failure.details()).find();
  }

  /** A sentence that says how to set the platform of a switch. */
  static String howToSet(SwitchTask task) {
    return "Set its platform in the file of switches (switches.file), such as"
        + " - {address: "
        + (task.address().text().indexOf(':') < 0
            ? task.address().text()
            : "'" + task.address().text() + "'")
        + ", platform: nvos}";
  }

  /** What a switch said, short and in one line. */
  static String quoted(String said) {
    String line = BLANKS.matcher(bounded(said, 4 * LONGEST_QUOTE)).replaceAll(" ").strip();
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
  }

  private static String bounded(String line) {
    return bounded(line, LONGEST_LINE);
  }

  private static String bounded(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }

  private static Pattern pattern(String text) throws SwitchFailure {
    try {
      return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    } catch (PatternSyntaxException e) {
      throw new SwitchFailure(
          FailureReason.INTERNAL_ERROR,
          Phase.CONNECT,
          "The route 'detect' has '"
              + text
              + "', which is no regular expression: "
              + e.getDescription(),
          e);
    }
  }
}
