package io.netdepot.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words as a POSIX shell does: single quotes, double quotes,
 * backslashes.
 *
 * <p>What a shell would act upon (lists, pipes, redirections, expansions, patterns) is refused when
 * it stands unquoted, so that a caller who forgets to quote is found out.
 */
final class ShellWords {
  private static final String ACTED_UPON = ";&|<>()$`*?[]#~{}!\n";
  private static final String ESCAPED_IN_DOUBLE_QUOTES = "$`\"\\";

  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String line) {
    this.line = line;
  }

  /** A line without what only the shell reads; the line itself when it cannot be split. */
  static String plain(String line) {
    try {
      return String.join(" ", split(line));
    } catch (IllegalArgumentException e) {
      return line;
    }
  }

  /**
   * The words of a command line.
   *
   * @throws IllegalArgumentException for an open quote and for anything that is not plain words
   */
  static List<String> split(String line) {
    return new ShellWords(line).split();
  }

  private List<String> split() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      switch (c) {
        case ' ', '\t' -> endWord();
        case '\'' -> append(untilSingleQuote());
        case '"' -> doubleQuoted();
        case '\\' -> append(String.valueOf(next()));
        default -> {
          if (ACTED_UPON.indexOf(c) >= 0) {
            throw new IllegalArgumentException("unquoted '" + c + "' at " + at);
          }
          append(String.valueOf(c));
        }
      }
    }
    endWord();
    return List.copyOf(words);
  }

  private void append(String text) {
    inWord = true;
    word.append(text);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }

  private String untilSingleQuote() {
    int end = line.indexOf('\'', at);
    if (end < 0) {
      throw new IllegalArgumentException("unterminated single quote");
    }
    String text = line.substring(at, end);
    at = end + 1;
    return text;
  }

  private void doubleQuoted() {
    append("");
    while (true) {
      char c = next();
      if (c == '"') {
        return;
      }
      if (c == '$' || c == '`') {
        throw new IllegalArgumentException("expansion in double quotes at " + at);
      }
      if (c == '\\' && at < line.length()) {
        char escaped = next();
        append(ESCAPED_IN_DOUBLE_QUOTES.indexOf(escaped) >= 0 ? "" + escaped : "\\" + escaped);
      } else {
        append(String.valueOf(c));
      }
    }
  }

  private char next() {
    if (at >= line.length()) {
      throw new IllegalArgumentException("unterminated quote");
    }
    return line.charAt(at++);
  }
}
