package io.netdepot.images;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file name of an image: the one class that takes a name of a client, a server or a list of
 * files and lets it in. It is data all the same: nothing on disk is ever called by it. Clients save
 * the image under it, and it stands in paths and in lists where commas and brackets separate, so it
 * is letters, digits and {@code . _ - + ~} only, at most 200 of them.
 */
public record ImageFileName(String value) {
  private static final int LONGEST = 200;
  private static final int SHOWN = 60;
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+~-]*");
  // Device names of Windows, where a browser may save the image.
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\..*)?");
  // What vManage has below /package itself, so that an image of that name could not be fetched.
  // Source: vManage OpenAPI 20.16, "Configuration - Device Software Update".
  private static final Set<String> RESERVED =
      Set.of("imageCount", "custom", "utdsignature", "signature");

  /**
   * Takes a name that is known to be good.
   *
   * @throws IllegalArgumentException with a sentence, when it is not
   */
  public ImageFileName {
    String problem = problem(value);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
  }

  /** Whether a name may be an image's. */
  public sealed interface Verdict {
    /** It may. */
    record Good(ImageFileName name) implements Verdict {}

    /** It may not. The sentence says why, which name, and what to do; it is safe to show. */
    record Refused(String sentence) implements Verdict {}
  }

  /** Judges a name as somebody else wrote it; any text, and maybe hostile. */
  public static Verdict judge(String text) {
    String problem = problem(text);
    return problem.isEmpty()
        ? new Verdict.Good(new ImageFileName(text))
        : new Verdict.Refused(problem);
  }

  // Empty when there is none.
  private static String problem(String text) {
    if (text.isBlank()) {
      return "The file has no name; give it the image's own file name";
    }
    String refused = "The file name " + shown(text) + " ";
    if (text.indexOf('/') >= 0 || text.indexOf('\\') >= 0) {
      return refused + "is a path; send the name of the file alone";
    }
    if (text.length() > LONGEST) {
      return refused
          + "has "
          + text.length()
          + " characters; rename the file to at most "
          + LONGEST;
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      return refused + "has control characters; rename the file";
    }
    if (text.contains("..")) {
      return refused + "has two dots in a row; rename the file";
    }
    if (!SAFE.matcher(text).matches() || text.endsWith(".")) {
      return refused
          + "may have letters, digits and . _ - + ~ only, begin with a letter, a digit or _, and not"
          + " end with a dot; rename the file";
    }
    if (RESERVED.contains(text) || DEVICE.matcher(text).matches()) {
      return refused + "is reserved; rename the file";
    }
    return "";
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder("'");
    text.codePoints()
        .limit(SHOWN)
        .map(character -> Character.isISOControl(character) || character == '\'' ? '?' : character)
        .forEach(shown::appendCodePoint);
    return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…'" : "'").toString();
  }

  @Override
  public String toString() {
    return value;
  }
}
