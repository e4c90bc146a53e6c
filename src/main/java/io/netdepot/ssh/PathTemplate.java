package io.netdepot.ssh;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A path on a switch with named arguments. SFTP knows no shell, so values go in as they are; what
 * they name is the switch's own matter and never becomes a path on our side.
 */
public final class PathTemplate {
  private final List<TemplatePart> parts;

  private PathTemplate(List<TemplatePart> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it is none; says what is wrong
   */
  public static PathTemplate parse(String text) {
    try {
      return new PathTemplate(TemplateParser.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The path '" + text + "' cannot be used: " + e.getMessage(), e);
    }
  }

  String fill(Function<String, Optional<String>> variables) {
    return fill(variables, value -> value);
  }

  /**
   * Fills the template in for others than SFTP.
   *
   * @param write how an acceptable value is written
   * @throws IllegalStateException when a variable that is not optional is not set, or empty
   * @throws IllegalArgumentException when a value is not acceptable; it is not repeated in full
   */
  public String fill(Function<String, Optional<String>> variables, UnaryOperator<String> write) {
    return new Arguments(variables, write).fill(parts);
  }
}
