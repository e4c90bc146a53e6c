package io.netdepot.ssh;

import io.netdepot.ssh.TemplatePart.Argument;
import io.netdepot.ssh.TemplatePart.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes a template apart: {@code {name}} is an argument, {@code [ … ]} an optional group, and a
 * backslash before one of these four brackets makes it an ordinary character.
 */
final class TemplateParser {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final String BRACKETS = "{}[]";

  private final String text;
  private int at;

  private TemplateParser(String text) {
    this.text = text;
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException says what is wrong and where
   */
  static List<TemplatePart> parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("it is empty");
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c))) {
      throw new IllegalArgumentException("it has a control character or a line break");
    }
    return new TemplateParser(text).parts(false);
  }

  private List<TemplatePart> parts(boolean inGroup) {
    List<TemplatePart> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '\\' -> literal.append(escaped());
        case '{' -> {
          flush(literal, parts);
          parts.add(argument());
        }
        case '[' -> {
          if (inGroup) {
            throw wrong("an optional group stands within another one");
          }
          flush(literal, parts);
          parts.add(group());
        }
        case ']' -> {
          if (!inGroup) {
            throw wrong("']' has no '['; write \\] for the character itself");
          }
          flush(literal, parts);
          return parts;
        }
        case '}' -> throw wrong("'}' has no '{'; write \\} for the character itself");
        default -> literal.append(c);
      }
    }
    if (inGroup) {
      throw wrong("'[' has no ']'; write \\[ for the character itself");
    }
    flush(literal, parts);
    return parts;
  }

  private TemplatePart group() {
    List<TemplatePart> parts = parts(true);
    if (parts.stream().noneMatch(Argument.class::isInstance)) {
      throw wrong("an optional group without an argument is never left out");
    }
    return new TemplatePart.Optional(parts);
  }

  private Argument argument() {
    int end = text.indexOf('}', at);
    String name = end < 0 ? "" : text.substring(at, end);
    if (!NAME.matcher(name).matches()) {
      throw wrong("'{' does not begin the name of an argument; write \\{ for the character itself");
    }
    at = end + 1;
    return new Argument(name);
  }

  private char escaped() {
    if (at < text.length() && BRACKETS.indexOf(text.charAt(at)) >= 0) {
      return text.charAt(at++);
    }
    throw wrong("a backslash stands before something else than a bracket");
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " (at character " + at + ")");
  }

  private static void flush(StringBuilder literal, List<TemplatePart> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
