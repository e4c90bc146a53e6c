package io.netdepot.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads from the file name of an image what a switch calls its build. Immutable. */
public final class BuildNames {
  private final Pattern pattern;

  /**
   * Reads by a pattern.
   *
   * @param pattern a regular expression for the whole file name, whose groups, joined by hyphens,
   *     are the build
   */
  public BuildNames(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** The build; empty when the file name tells none. */
  public Optional<String> of(String fileName) {
    Matcher name = pattern.matcher(fileName);
    if (!name.matches()) {
      return Optional.empty();
    }
    List<String> groups = new ArrayList<>();
    for (int group = 1; group <= name.groupCount(); group++) {
      Optional.ofNullable(name.group(group)).ifPresent(groups::add);
    }
    return Optional.of(String.join("-", groups));
  }
}
