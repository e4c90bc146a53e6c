package io.netdepot.routes;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges text that Camel's simple language would run: what it may read, and which methods of which
 * beans it may call. What is not known to be harmless is refused.
 */
final class SimpleText {
  // What no expression can hold, so that one without an end is none of those that are known.
  private static final String UNENDED = " …";
  private static final Pattern FUNCTION = Pattern.compile("\\$(?:simple)?\\{");
  private static final String KEY = "[A-Za-z][\\w-]*";
  private static final Pattern CALL = Pattern.compile("bean:([\\w-]+)\\?method=(\\w+)");
  private static final Pattern READ =
      Pattern.compile(
          "(?:body|exception|(?:headers?|variables?|exchangeProperty)\\." + KEY + ")((?:\\W.*)?)",
          Pattern.DOTALL);
  private static final Pattern PATH =
      Pattern.compile("(?:\\[(?:\\d{1,6}|last(?:-\\d{1,6})?)]|\\??\\.(\\w+)(?:\\(\\))?)");
  private static final Pattern HARMLESS =
      Pattern.compile(
          "null|empty|uuid|exchangeId|routeId|stepId|threadName|random\\(\\d+(?:,\\d+)?\\)"
              + "|date:(?:now|exchangeCreated)(?:[+-]\\w+)*(?::[^${}]*)?"
              + "|date-with-timezone:now:[\\w/+-]+:[^${}]*"
              + "|file:(?:name|name\\.noext|name\\.ext|onlyname|onlyname\\.noext|ext|size|modified)");

  private final Map<String, Set<String>> methods;

  /** {@code methods} are those that may be called, by the name of the bean. */
  SimpleText(Map<String, Set<String>> methods) {
    this.methods = Map.copyOf(methods);
  }

  /** What is wrong with a text; empty when nothing is. */
  Optional<String> problem(String text) {
    if (text.contains("$init{")) {
      return Optional.of("a text with $init{ is code, which no route file may hold");
    }
    Matcher function = FUNCTION.matcher(text);
    while (function.find()) {
      String inside = upToItsEnd(text, function.end());
      Optional<String> problem =
          inside.contains("${") || inside.contains("$simple{")
              ? Optional.of("${" + inside + "} has one expression in another")
              : functionProblem(inside.strip());
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static String upToItsEnd(String text, int begin) {
    int depth = 1;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return text.substring(begin, i);
      }
    }
    return text.substring(begin) + UNENDED;
  }

  private Optional<String> functionProblem(String function) {
    Matcher call = CALL.matcher(function);
    if (call.matches()) {
      return callProblem(call.group(1), call.group(2));
    }
    if (HARMLESS.matcher(function).matches()) {
      return Optional.empty();
    }
    Matcher read = READ.matcher(function);
    if (read.matches()) {
      return pathProblem(function, read.group(1));
    }
    return Optional.of(
        "${"
            + function
            + "} is none of the expressions of a step route, such as ${body}, ${header.name},"
            + " ${variable.name}, ${exchangeProperty.name}, ${exception.message}");
  }

  private static Optional<String> pathProblem(String function, String path) {
    Matcher part = PATH.matcher(path);
    int end = 0;
    while (end < path.length()) {
      if (!part.find(end) || part.start() != end) {
        return Optional.of(
            "${"
                + function
                + "} cannot be read; write a path of names, as in ${body.operation.id}");
      }
      String name = part.group(1);
      if (name != null && !StepWords.READABLE.contains(name)) {
        return Optional.of(
            "${" + function + "}: '" + name + "' is nothing that a step route may read");
      }
      end = part.end();
    }
    return Optional.empty();
  }

  /** What is wrong with a call of a bean's method; empty when nothing is. */
  Optional<String> callProblem(String bean, String method) {
    Set<String> known = methods.get(bean);
    if (known == null) {
      return Optional.of(
          "'" + bean + "' is no bean of the step routes; there are " + sorted(methods.keySet()));
    }
    return known.contains(method)
        ? Optional.empty()
        : Optional.of("The bean " + bean + " has no '" + method + "', but " + sorted(known));
  }

  static String sorted(Set<String> words) {
    return String.join(", ", words.stream().sorted().toList());
  }
}
