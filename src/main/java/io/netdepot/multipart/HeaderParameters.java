package io.netdepot.multipart;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A header of the form {@code value; name=token; name="quoted text"}, read as leniently as clients
 * write it. Of a parameter that is there twice the first counts.
 */
final class HeaderParameters {
  private static final Pattern BAD_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final String value;
  private final Map<String, String> parameters;

  private HeaderParameters(String value, Map<String, String> parameters) {
    this.value = value;
    this.parameters = parameters;
  }

  static HeaderParameters parse(String header) {
    int at = end(header, 0);
    String value = header.substring(0, at).strip().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new LinkedHashMap<>();
    while (at < header.length()) {
      int next = end(header, at + 1);
      String parameter = header.substring(at + 1, next);
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            unquoted(parameter.substring(equals + 1).strip()));
      }
      at = next;
    }
    return new HeaderParameters(value, parameters);
  }

  // The next semicolon that is not quoted, or the end.
  private static int end(String header, int from) {
    boolean quoted = false;
    for (int at = from; at < header.length(); at++) {
      char character = header.charAt(at);
      if (character == '"') {
        quoted = !quoted;
      } else if (quoted && isEscape(header, at)) {
        at++;
      } else if (!quoted && character == ';') {
        return at;
      }
    }
    return header.length();
  }

  private static String unquoted(String text) {
    if (text.length() < 2 || text.charAt(0) != '"' || !text.endsWith("\"")) {
      return text;
    }
    String inside = text.substring(1, text.length() - 1);
    StringBuilder plain = new StringBuilder(inside.length());
    for (int at = 0; at < inside.length(); at++) {
      if (isEscape(inside, at)) {
        at++;
      }
      plain.append(inside.charAt(at));
    }
    return plain.toString();
  }

  // Only these two are escaped by anybody; a backslash before something else is that of a Windows
  // path, which whoever judges the name has to see.
  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
  }

  /** What stands before the first parameter, in lower case. */
  String value() {
    return value;
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /**
   * The parameter in the encoding of RFC 8187, as in {@code filename*=UTF-8''…}. RFC 7578 forbids
   * it in forms, and some clients send only this.
   */
  Optional<String> extended(String name) {
    return get(name + "*")
        .filter(text -> text.regionMatches(true, 0, "utf-8'", 0, 6))
        .filter(text -> text.indexOf('\'', 6) >= 0)
        .map(text -> text.substring(text.indexOf('\'', 6) + 1))
        .filter(text -> !BAD_PERCENT.matcher(text).find())
        .map(text -> URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
