package io.netdepot.routes;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.PropertyBindingException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Finds, in a chain of exceptions of the runtime, the sentence that helps the author of a route.
 */
final class Reasons {
  // The runtime repeats the URI it refuses, and what is wrong with it may be the password in it.
  private static final Pattern LOGIN =
      Pattern.compile(
          "((?:password|passphrase|secret|token)[A-Za-z]*=)[^&\\s)]+", CASE_INSENSITIVE);

  private Reasons() {}

  static String of(Throwable failure) {
    Throwable root = failure;
    Optional<String> option = option(failure);
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
      Optional<String> outer = option;
      option = option(root).or(() -> outer);
    }
    return LOGIN.matcher(option.orElse("") + text(root)).replaceAll("$1…");
  }

  // The root says that a text is no number, and not of which option it is the value.
  private static Optional<String> option(Throwable failure) {
    return failure instanceof PropertyBindingException binding
        ? Optional.of("The value of the option " + binding.getPropertyName() + " cannot be used: ")
        : Optional.empty();
  }

  private static String text(Throwable root) {
    if (root instanceof MarkedYamlEngineException marked && marked.getProblem() != null) {
      return marked.getProblem();
    }
    String message = root.getMessage();
    if (root instanceof ClassNotFoundException) {
      return "There is no exception or class " + message + "; is its name mistyped?";
    }
    return message == null ? root.getClass().getSimpleName() : message.strip();
  }
}
