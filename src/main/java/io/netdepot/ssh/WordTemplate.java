package io.netdepot.ssh;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A line for a modal command line, with named arguments. Such command lines each have quoting of
 * their own, or none; so a value has to be a word that needs none, and is refused otherwise.
 */
final class WordTemplate {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:][A-Za-z0-9_./:=@+-]*");

  private final List<TemplatePart> parts;

  private WordTemplate(List<TemplatePart> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it is none, or when a value could get into the line
   *     unchecked; says what is wrong
   */
  static WordTemplate parse(String text) {
    try {
      CommandTemplate.requireNoInterpolation(text);
      if (text.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException("it is more than one line");
      }
      // One that a setting leaves empty is never sent.
      return new WordTemplate(text.isBlank() ? List.of() : TemplateParser.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The command '" + text + "' cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Makes the line.
   *
   * @param variables the value of a variable by its name
   * @throws IllegalArgumentException when a value is not acceptable
   */
  String fill(Function<String, Optional<String>> variables) {
    return new Arguments(variables, WordTemplate::plain).fill(parts);
  }

  private static String plain(String value) {
    if (!PLAIN.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a value has characters that this command line could take for more than a word");
    }
    return value;
  }
}
