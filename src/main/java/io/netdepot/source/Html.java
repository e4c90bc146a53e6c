package io.netdepot.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A page where a file is expected: what login portals, proxies and single-page sites answer, with
 * status 200, to any path.
 */
final class Html {
  /** So many bytes show it. */
  static final int LOOK_AT = 512;

  private Html() {}

  static boolean isType(Optional<String> contentType) {
    String type = contentType.orElse("").toLowerCase(Locale.ROOT).strip();
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
  }

  /** Whether content begins like a page, whatever its type is said to be. */
  static boolean begins(byte[] content, int length) {
    String text =
        new String(content, 0, Math.min(length, LOOK_AT), StandardCharsets.ISO_8859_1)
            .replaceFirst("^\u00ef\u00bb\u00bf", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return text.startsWith("<!doctype html") || text.startsWith("<html");
  }
}
