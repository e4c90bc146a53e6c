package io.netdepot.ssh;

import io.netdepot.ssh.TemplatePart.Argument;
import io.netdepot.ssh.TemplatePart.Literal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A command line with named arguments, such as {@code nv action generate system tech-support[ since
 * {since}]}. This is the one place where a value gets into a command, and it is always quoted for a
 * POSIX shell.
 */
public final class CommandTemplate {
  private static final List<String> INTERPOLATIONS = List.of("$simple{", "${", "$(", "`");

  private final String text;
  private final List<TemplatePart> parts;

  private CommandTemplate(String text, List<TemplatePart> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it is not one, or when a value could get into the command
   *     otherwise than as a quoted argument; says what is wrong
   */
  public static CommandTemplate parse(String text) {
    try {
      requireNoInterpolation(text);
      List<TemplatePart> parts = TemplateParser.parse(text);
      new QuoteCheck().check(parts);
      return new CommandTemplate(text, parts);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The command '" + text + "' cannot be used: " + e.getMessage(), e);
    }
  }

  /** The template of an empty command, which is never sent: a setting that nobody has set yet. */
  static CommandTemplate none() {
    return new CommandTemplate("", List.of());
  }

  /**
   * Refuses what would put a value into a command past its template.
   *
   * @throws IllegalArgumentException says what to write in its place
   */
  static void requireNoInterpolation(String text) {
    for (String interpolation : INTERPOLATIONS) {
      if (text.contains(interpolation)) {
        throw new IllegalArgumentException(
            "'"
                + interpolation
                + "' would put a value into it unquoted; write {name}, which is quoted");
      }
    }
  }

  /**
   * Makes the command.
   *
   * @param variables the value of a variable by its name
   * @throws IllegalArgumentException when a value is not acceptable
   */
  Command fill(Function<String, Optional<String>> variables) {
    return new Command(new Arguments(variables, CommandTemplate::quoted).fill(parts));
  }

  /** Within single quotes a POSIX shell takes every character but the quote itself as it is. */
  static String quoted(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    return text;
  }

  /** Refuses templates whose own quoting would undo ours. */
  private static final class QuoteCheck {
    private static final char NONE = 0;

    private char quote = NONE;

    void check(List<TemplatePart> parts) {
      checkAll(parts);
      requireUnquoted("it ends within quotes");
    }

    private void checkAll(List<TemplatePart> parts) {
      for (TemplatePart part : parts) {
        switch (part) {
          case Literal literal -> literal.text().chars().forEach(c -> step((char) c));
          case Argument argument ->
              requireUnquoted(
                  "{" + argument.name() + "} stands within quotes; it is quoted without them");
          case TemplatePart.Optional group -> {
            requireUnquoted("an optional group begins within quotes");
            checkAll(group.parts());
            requireUnquoted("an optional group ends within quotes");
          }
        }
      }
    }

    private void step(char c) {
      // A dollar before a quoted value would change how the shell reads the quotes.
      if (c == '$' && quote != '\'') {
        throw new IllegalArgumentException("'$' may stand within single quotes only");
      }
      if (quote == NONE && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = NONE;
      }
    }

    private void requireUnquoted(String otherwise) {
      if (quote != NONE) {
        throw new IllegalArgumentException(otherwise);
      }
    }
  }
}
