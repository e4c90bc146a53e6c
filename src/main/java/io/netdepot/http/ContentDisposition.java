package io.netdepot.http;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Writes the {@code Content-Disposition} of a download (RFC 6266): the name in ASCII for old
 * clients, and as it is in the encoding of RFC 8187.
 */
final class ContentDisposition {
  private static final String UNENCODED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";
  private static final int LONGEST_NAME = 200;
  private static final Pattern SEPARATORS = Pattern.compile("[/\\\\:*?\"<>|]");
  private static final Pattern LEADING_DOTS = Pattern.compile("^\\.+");
  private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7E]|%");

  private ContentDisposition() {}

  static String attachment(String fileName) {
    String name = safe(fileName);
    return "attachment; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + encoded(name);
  }

  // No separators, nothing a shell or a file system reads as more than a name.
  private static String safe(String fileName) {
    String name =
        SEPARATORS.matcher(Printable.text(fileName, LONGEST_NAME)).replaceAll("_").strip();
    String bare = LEADING_DOTS.matcher(name).replaceAll("_");
    return bare.isEmpty() ? "download" : bare;
  }

  private static String ascii(String name) {
    // A percent sign is left out, because some clients decode what follows it.
    return NOT_ASCII.matcher(name).replaceAll("_");
  }

  private static String encoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (one & 0xFF);
      if (UNENCODED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append('%').append(String.format("%02X", one));
      }
    }
    return encoded.toString();
  }
}
