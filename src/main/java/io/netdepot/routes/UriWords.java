package io.netdepot.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges the URI of an endpoint and its options. Camel decodes both before it looks whether an
 * option names an object or is an expression; so what would be decoded is refused, and what is
 * judged here is what Camel gets.
 */
final class UriWords {
  private static final Pattern URI =
      Pattern.compile("([a-z][a-z0-9+-]*):(?://)?(.*)", Pattern.DOTALL);
  private static final Pattern SEAM = Pattern.compile("[\\w.-]+");
  // A + or language: would begin an expression of another language.
  private static final Pattern MADE_SEAM = Pattern.compile("(?:[\\w.-]|\\$\\{[^{}+]*})+");
  private static final Pattern FOLDER =
      Pattern.compile(
          "\\{\\{(?:platform\\.[\\w.-]+|images\\.inbox-directory)}}(?:/[\\w-][\\w.-]*)*");
  private static final Pattern OPTION = Pattern.compile("[A-Za-z][\\w.-]*");
  private static final Pattern OBJECT = Pattern.compile("(?:^|,)\\s*#");
  private static final Pattern RAW = Pattern.compile("\\s*RAW[({]", Pattern.CASE_INSENSITIVE);
  private static final Pattern DECODED = Pattern.compile("[%+&]");
  // What our own endpoints get as it is written.
  private static final Map<String, Set<String>> VERBATIM =
      Map.of(
          "ssh",
          Set.of("command", "failurePattern", "path", "prepare", "shellPrompt"),
          "nvue",
          Set.of("path", "parameters"));

  private final Set<String> components;
  private final OpenFolders folders;

  /** {@code components} are those that route files may use. */
  UriWords(Set<String> components, OpenFolders folders) {
    this.components = components;
    this.folders = folders;
  }

  /** The components that route files may use. */
  Set<String> components() {
    return components;
  }

  /** The component that a URI names; empty when it names none. */
  Optional<String> scheme(String uri) {
    Matcher parts = URI.matcher(uri.strip());
    return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
  }

  /**
   * What is wrong with a URI.
   *
   * @param where the step that has it, such as {@code toD}
   * @param written as it stands in the file
   * @param resolved with the settings in it
   * @param schemes the components that are open to the step
   */
  List<String> problems(String where, String written, String resolved, Set<String> schemes) {
    Matcher before = URI.matcher(written.strip());
    Matcher parts = URI.matcher(resolved.strip());
    if (!before.matches() || !parts.matches() || !before.group(1).equals(parts.group(1))) {
      return List.of("A uri begins with the name of a component, as in direct:name");
    }
    String scheme = parts.group(1);
    if (!schemes.contains(scheme)) {
      return List.of(
          "'"
              + scheme
              + ":' is not open to '"
              + where
              + "' in a step route, which may use "
              + SimpleText.sorted(schemes)
              + (components.contains(scheme) ? "" : "; routes.components adds components"));
    }
    if (scheme.equals("direct")) {
      return seamProblem(where, parts.group(2)).stream().toList();
    }
    if (resolved.contains("%")) {
      return List.of("A uri has no %, which Camel would decode; write the character itself");
    }
    List<String> problems = new ArrayList<>();
    String[] rest = parts.group(2).split("\\?", 2);
    if (scheme.equals("file")) {
      folderProblem(before.group(2).split("\\?", 2)[0], rest[0]).ifPresent(problems::add);
    }
    if (rest.length == 2) {
      for (String option : rest[1].split("&", -1)) {
        String[] pair = option.split("=", 2);
        problem(where, scheme, pair[0], pair.length == 2 ? pair[1] : "", false)
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<String> seamProblem(String where, String target) {
    if (!where.equals("toD")) {
      return SEAM.matcher(target).matches()
          ? Optional.empty()
          : Optional.of(
              "'" + target + "' is no name of a step; toD makes one while the route runs");
    }
    return MADE_SEAM.matcher(target).matches() && !target.contains("language:")
        ? Optional.empty()
        : Optional.of(
            "'" + target + "' is no name of a step; write letters, digits, '.', '-' and ${…} only");
  }

  private Optional<String> folderProblem(String written, String resolved) {
    return FOLDER.matcher(written).matches()
        ? folders.problem(resolved)
        : Optional.of(
            "The folder of file: is a setting of your own or images.inbox-directory, as in"
                + " file:{{platform.notify.folder}}, so that a route reaches no other one");
  }

  /**
   * What is wrong with an option that stands under {@code parameters}.
   *
   * @param value with the settings in it
   */
  Optional<String> parameterProblem(String where, String scheme, String name, String value) {
    return problem(
        where, scheme, name, value, VERBATIM.getOrDefault(scheme, Set.of()).contains(name));
  }

  private static Optional<String> problem(
      String where, String scheme, String name, String value, boolean verbatim) {
    Set<String> known = StepWords.OPTIONS.get(scheme);
    if (known != null && !known.contains(name)) {
      return Optional.of(
          "'"
              + name
              + "' is no option of "
              + scheme
              + ": in a step route; "
              + (known.isEmpty() ? "it has none" : "there are " + SimpleText.sorted(known)));
    }
    if (!OPTION.matcher(name).matches()) {
      return Optional.of("'" + name + "' is no name of an option");
    }
    if (verbatim) {
      return Optional.empty();
    }
    if (OBJECT.matcher(value).find()) {
      return Optional.of("The option " + name + " names an object, which no route file may");
    }
    if (RAW.matcher(value).lookingAt() || DECODED.matcher(value).find()) {
      return Optional.of(
          "The option "
              + name
              + " has one of % + & or RAW(, which Camel would decode; no option of a step route does");
    }
    return scheme.equals("file") && name.toLowerCase(Locale.ROOT).equals("filename")
        ? fileNameProblem(where, value)
        : Optional.empty();
  }

  private static Optional<String> fileNameProblem(String where, String value) {
    boolean out = value.contains("..") || value.contains("\\") || value.strip().startsWith("/");
    return out || (where.equals("from") && value.contains("/"))
        ? Optional.of(
            "fileName is the name of a file in the folder; write a folder below it into the uri")
        : Optional.empty();
  }
}
