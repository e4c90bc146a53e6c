package io.netdepot.ssh;

import io.netdepot.ssh.TemplatePart.Argument;
import io.netdepot.ssh.TemplatePart.Literal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Puts the values of variables into a template. Values are foreign: a switch's, a client's. */
final class Arguments {
  private static final int LONGEST = 4_096;

  private final Function<String, Optional<String>> variables;
  private final UnaryOperator<String> write;

  /**
   * @param variables the value of a variable by its name
   * @param write how an acceptable value is written
   */
  Arguments(Function<String, Optional<String>> variables, UnaryOperator<String> write) {
    this.variables = variables;
    this.write = write;
  }

  /**
   * Fills a template in.
   *
   * @throws MissingArgument when a variable that is not optional is not set, or empty
   * @throws IllegalArgumentException when a value is not acceptable; it is not repeated in full
   */
  String fill(List<TemplatePart> parts) {
    StringBuilder filled = new StringBuilder();
    boolean wordBegins = true;
    for (TemplatePart part : parts) {
      String next =
          switch (part) {
            case Literal literal -> literal.text();
            case Argument argument -> value(argument, wordBegins);
            case TemplatePart.Optional group -> complete(group) ? fill(group.parts()) : "";
          };
      filled.append(next);
      if (!next.isEmpty()) {
        wordBegins = Character.isWhitespace(next.charAt(next.length() - 1));
      }
    }
    return filled.toString();
  }

  private boolean complete(TemplatePart.Optional group) {
    return group.parts().stream()
        .filter(Argument.class::isInstance)
        .map(Argument.class::cast)
        .allMatch(argument -> find(argument).isPresent());
  }

  private Optional<String> find(Argument argument) {
    return variables.apply(argument.name()).filter(value -> !value.isEmpty());
  }

  private String value(Argument argument, boolean wordBegins) {
    String value = find(argument).orElseThrow(() -> new MissingArgument(argument.name()));
    if (value.length() > LONGEST) {
      throw refused(argument, "is longer than " + LONGEST + " characters");
    }
    if (value.codePoints().anyMatch(Arguments::unprintable)) {
      throw refused(argument, "has a control character or a line break");
    }
    if (wordBegins && value.startsWith("-")) {
      throw refused(argument, "begins with '-', which the command would take for an option");
    }
    return write.apply(value);
  }

  private static boolean unprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static IllegalArgumentException refused(Argument argument, String why) {
    return new IllegalArgumentException("the value of '" + argument.name() + "' " + why);
  }

  /** A variable that a template needs is not there. */
  static final class MissingArgument extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MissingArgument(String name) {
      super("the variable '" + name + "' is not set");
    }
  }
}
