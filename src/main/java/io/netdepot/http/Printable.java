package io.netdepot.http;

/**
 * Makes text that came from outside fit for an error or a log line: no control character, no half
 * of a surrogate pair, not endless.
 */
final class Printable {
  private static final int LONGEST_QUOTE = 80;

  private Printable() {}

  /** The text, cut to so many characters, with {@code ?} for what cannot be printed. */
  static String text(String text, int longest) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), longest));
    int at = 0;
    while (at < text.length() && printable.length() < longest - 1) {
      int codePoint = text.codePointAt(at);
      at += Character.charCount(codePoint);
      printable.appendCodePoint(fit(codePoint) ? codePoint : '?');
    }
    return at < text.length() ? printable.append('…').toString() : printable.toString();
  }

  /** A value that a client sent, in quotes and short. */
  static String quote(String value) {
    return "'" + text(value, LONGEST_QUOTE) + "'";
  }

  private static boolean fit(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
