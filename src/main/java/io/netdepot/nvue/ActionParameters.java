package io.netdepot.nvue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of an action as a route writes them, {@code since=20241118, force=true}, and the
 * body of the request that begins it.
 *
 * <p>Source: NVOS test suite and NVUE client code, {@code {"@generate": {"state": "start",
 * "parameters": {…}}}}.
 */
record ActionParameters(ObjectNode values) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PAIR = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_-]*)\\s*=(.*)");

  /** None. */
  static ActionParameters none() {
    return new ActionParameters(JSON.createObjectNode());
  }

  /**
   * Reads a filled-in list; values that came from variables are {@linkplain #written written}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static ActionParameters of(String text) {
    ObjectNode values = JSON.createObjectNode();
    for (String part : text.split(",", -1)) {
      // What a group in [ ] leaves of itself is nothing.
      if (!part.isBlank()) {
        Matcher pair = PAIR.matcher(part);
        if (!pair.matches()) {
          throw new IllegalArgumentException("'" + part.strip() + "' is not name=value");
        }
        put(values, pair.group(1), pair.group(2).strip());
      }
    }
    return new ActionParameters(values);
  }

  private static void put(ObjectNode values, String name, String value) {
    if (value.equals("true") || value.equals("false")) {
      values.put(name, value.equals("true"));
    } else {
      values.put(name, URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
  }

  /** A foreign value so that no character of it divides the list. */
  static String written(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The body that begins an action. */
  String body(String action) {
    ObjectNode start = JSON.createObjectNode();
    start.put("state", "start");
    start.set("parameters", values);
    ObjectNode body = JSON.createObjectNode();
    body.set("@" + action, start);
    return body.toString();
  }
}
