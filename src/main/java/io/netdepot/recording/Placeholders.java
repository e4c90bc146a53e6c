package io.netdepot.recording;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code ${…}} in the texts of a recording. */
public final class Placeholders {
  private static final Pattern NAMED = Pattern.compile("\\$\\{([^}]*)}");

  private Placeholders() {}

  /** A text with the values of its names. */
  public static String fill(String text, UnaryOperator<String> value) {
    return NAMED
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1))));
  }

  static Stream<String> names(String text) {
    return NAMED.matcher(text).results().map(found -> found.group(1));
  }
}
