package io.netdepot.delivery;

import java.util.Locale;

/** What switches say of what they were told to do, read loosely, and shown to people. */
public final class SwitchWords {
  private static final int SHOWN = 300;

  private SwitchWords() {}

  /**
   * Whether these words mean that something was not done.
   *
   * <p>Source: NVOS test suite; the exact words of a failing fetch or install are not documented.
   */
  public static boolean isRefusal(String printed) {
    String lower = printed.toLowerCase(Locale.ROOT);
    return lower.contains("action failed")
        || lower.contains("command failed")
        || lower.contains("action_error")
        || isAborted(printed);
  }

  static boolean isAborted(String printed) {
    return printed.toLowerCase(Locale.ROOT).contains("aborted by user");
  }

  /** In one line, and no longer than a sentence may be: the end of it, where the reason stands. */
  public static String shortly(String printed) {
    String line = printed.strip().replaceAll("\\s+", " ");
    return line.length() > SHOWN ? "…" + line.substring(line.length() - SHOWN) : line;
  }
}
