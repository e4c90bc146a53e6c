package io.netdepot.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A path of an OpenAPI document, such as {@code /operations/{id}}, with the path of its server in
 * front. A placeholder stands for one whole segment.
 */
record PathTemplate(String text, List<String> segments) {

  static PathTemplate of(String text) {
    return new PathTemplate(text, split(text));
  }

  boolean matches(String path) {
    return matches(split(path));
  }

  /** As {@link #matches(String)}, for a path that is compared with many templates. */
  boolean matches(List<String> actual) {
    if (actual.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < actual.size(); i++) {
      boolean fits =
          isPlaceholder(segments.get(i))
              ? !actual.get(i).isEmpty()
              : segments.get(i).equals(actual.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /**
   * What stands for the placeholders in a path that matches, decoded.
   *
   * @throws ApiProblem 400 when it cannot be decoded
   */
  Map<String, String> values(String path) {
    List<String> actual = split(path);
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (isPlaceholder(segment)) {
        values.put(segment.substring(1, segment.length() - 1), decode(actual.get(i)));
      }
    }
    return values;
  }

  private static String decode(String segment) {
    try {
      // The decoder is one for forms, where a plus is a space; in a path it is a plus.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.of(
          400, "The path has a percent sign without two hex digits: " + Printable.quote(segment));
    }
  }

  /** How many segments are fixed: of two templates that match, the one with more wins. */
  int fixedSegments() {
    int fixed = 0;
    for (String segment : segments) {
      if (!isPlaceholder(segment)) {
        fixed++;
      }
    }
    return fixed;
  }

  private static boolean isPlaceholder(String segment) {
    return segment.startsWith("{");
  }

  // A trailing slash makes an empty last segment, so that it is another path.
  static List<String> split(String path) {
    return Arrays.asList(path.split("/", -1));
  }
}
