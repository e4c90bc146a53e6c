package io.netdepot.catalog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package's file name in two parts, between which a number may go.
 *
 * @param extension with its dot, both parts of {@code .tar.gz} and the like; empty when there is
 *     none
 */
record FileName(String stem, String extension) {
  // An extension begins with a letter, so that the last number of an IPv4 address is none.
  private static final Pattern PARTS =
      Pattern.compile(
          "(.+?)((?:\\.tar)?\\.[a-z][a-z0-9]{0,7})", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static FileName of(String name) {
    Matcher parts = PARTS.matcher(name);
    return parts.matches() ? new FileName(parts.group(1), parts.group(2)) : new FileName(name, "");
  }

  /** The name with {@code -number} before the extension. */
  String numbered(long number) {
    return stem + "-" + number + extension;
  }
}
