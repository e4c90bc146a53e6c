package io.netdepot.ssh;

import java.util.List;

/** A piece of a template. */
sealed interface TemplatePart {
  /** Text that stands for itself. */
  record Literal(String text) implements TemplatePart {}

  /** {@code {name}}: the value of a variable. */
  record Argument(String name) implements TemplatePart {}

  /** {@code [ … ]}: left out when one of its arguments is missing or empty. */
  record Optional(List<TemplatePart> parts) implements TemplatePart {
    public Optional {
      parts = List.copyOf(parts);
    }
  }
}
