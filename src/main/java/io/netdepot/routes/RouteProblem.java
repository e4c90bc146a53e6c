package io.netdepot.routes;

import java.util.Optional;

/**
 * Why a route file is refused.
 *
 * @param line from 1, when the parser knows it
 */
public record RouteProblem(String file, Optional<Integer> line, String reason) {
  private static final int LONGEST = 1_000;

  public RouteProblem {
    file = printable(file);
    reason = printable(reason);
  }

  // What stands in a file is repeated here, and goes on to logs and terminals.
  private static String printable(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}+", " ");
  }

  /** Such as {@code collect.camel.yaml:12: Unknown node: stepz}. */
  @Override
  public String toString() {
    return file + line.map(number -> ":" + number).orElse("") + ": " + reason;
  }
}
