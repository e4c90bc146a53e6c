package io.netdepot.routes;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.regex.Pattern;
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
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return LOGIN.matcher(text(root)).replaceAll("$1…");
  }

  private static String text(Throwable root) {
    if (root instanceof MarkedYamlEngineException marked && marked.getProblem() != null) {
      return marked.getProblem();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message.strip();
  }
}
