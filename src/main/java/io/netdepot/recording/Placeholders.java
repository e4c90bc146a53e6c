package io.netdepot.recording;

import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code ${…}} in the texts of a recording; one may stand within another. */
public final class Placeholders {
  private static final Pattern INNERMOST = Pattern.compile("\\$\\{([^${}]*)}");
  private static final int MOST_DEPTH = 2;

  private Placeholders() {}

  /** A text with the values of its names. */
  public static String fill(String text, UnaryOperator<String> value) {
    String filled = text;
    for (int depth = 0; depth < MOST_DEPTH; depth++) {
      filled =
          INNERMOST
              .matcher(filled)
              .replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
    }
    return filled;
  }

  static Stream<String> names(String text) {
    String outer = INNERMOST.matcher(text).replaceAll("x");
    return Stream.of(text, outer)
        .flatMap(each -> INNERMOST.matcher(each).results())
        .map((MatchResult found) -> found.group(1));
  }
}
