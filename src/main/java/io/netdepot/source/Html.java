package io.netdepot.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page where a file is expected: what login portals, proxies and single-page sites answer, with
 * status 200, to any path.
 */
final class Html {
  /** So many bytes show it. */
  static final int LOOK_AT = 4096;

  // Byte order marks of UTF-8 and of UTF-16.
  private static final Pattern MARK =
      Pattern.compile("^(?:\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)");

  private static final Pattern TAG =
      Pattern.compile(
          "<(?:!doctype\\s+html|html|head|body|title|meta|script)(?:[\\s>/]|$)",
          Pattern.CASE_INSENSITIVE);

  private Html() {}

  static boolean isType(Optional<String> contentType) {
    String type = contentType.orElse("").toLowerCase(Locale.ROOT).strip();
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
  }

  /**
   * Whether content begins like a page, whatever its type is said to be: behind a byte order mark,
   * blanks, comments and an XML declaration, and in UTF-16 as well.
   */
  static boolean begins(byte[] content, int length) {
    String text =
        new String(content, 0, Math.min(length, LOOK_AT), StandardCharsets.ISO_8859_1)
            // The Latin letters of UTF-16, in either byte order, are ASCII with a zero beside each.
            .replace("\0", "");
    String rest = MARK.matcher(text).replaceFirst("").stripLeading();
    while (rest.startsWith("<!--") || rest.startsWith("<?xml")) {
      String end = rest.startsWith("<?") ? "?>" : "-->";
      int ends = rest.indexOf(end);
      if (ends < 0) {
        // No image begins with a comment, and none with one that fills all that is looked at.
        return true;
      }
      rest = rest.substring(ends + end.length()).stripLeading();
    }
    return TAG.matcher(rest).lookingAt();
  }
}
