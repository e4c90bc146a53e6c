package io.netdepot.http;

import io.netdepot.store.Sha256;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The entity tags of an {@code If-Match} or {@code If-None-Match} header (RFC 9110, 13.1). */
final class EntityTags {
  private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7E\\x80-\\xFF]*\")");

  private EntityTags() {}

  /** The strong tag of content. */
  static String of(Sha256 digest) {
    return "\"sha256-" + digest.hex() + "\"";
  }

  /** Whether a list names this tag, or any; weak and strong count as the same. */
  static boolean weaklyMatch(List<String> headers, String tag) {
    return match(headers, tag, true);
  }

  /** Whether a list names this strong tag, or any. */
  static boolean stronglyMatch(List<String> headers, String tag) {
    return match(headers, tag, false);
  }

  private static boolean match(List<String> headers, String tag, boolean weak) {
    for (String header : headers) {
      if (header.strip().equals("*")) {
        return true;
      }
      Matcher matcher = TAG.matcher(header);
      while (matcher.find()) {
        if (matcher.group(2).equals(tag) && (weak || matcher.group(1) == null)) {
          return true;
        }
      }
    }
    return false;
  }
}
