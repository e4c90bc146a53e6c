package io.netdepot.recording;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be said to a device: exactly this, or what a regular expression matches.
 *
 * @param text the words, which may hold {@code ${…}}; or the expression
 */
public record Words(String text, boolean like) {
  public Words {
    if (like) {
      Pattern.compile(text);
    }
  }

  /** The named groups of a match of the whole; empty when this is something else. */
  public Optional<Map<String, String>> match(String asked, UnaryOperator<String> fill) {
    if (!like) {
      return asked.equals(fill.apply(text)) ? Optional.of(Map.of()) : Optional.empty();
    }
    Matcher matcher = Pattern.compile(text).matcher(asked);
    return matcher.matches() ? Optional.of(groups(matcher)) : Optional.empty();
  }

  /** As {@link #match}, with these words somewhere within. */
  public Optional<Map<String, String>> within(String asked, UnaryOperator<String> fill) {
    if (!like) {
      return asked.contains(fill.apply(text)) ? Optional.of(Map.of()) : Optional.empty();
    }
    Matcher matcher = Pattern.compile(text).matcher(asked);
    return matcher.find() ? Optional.of(groups(matcher)) : Optional.empty();
  }

  private static Map<String, String> groups(Matcher matcher) {
    Map<String, String> groups = new LinkedHashMap<>();
    for (String name : matcher.namedGroups().keySet()) {
      String group = matcher.group(name);
      if (group != null) {
        groups.put(name, group);
      }
    }
    return groups;
  }
}
