package io.netdepot.routes;

import java.util.Optional;

/**
 * Why a route file is refused.
 *
 * @param line from 1, when the parser knows it
 */
public record RouteProblem(String file, Optional<Integer> line, String reason) {

  /** Such as {@code collect.camel.yaml:12: Unknown node: stepz}. */
  @Override
  public String toString() {
    return file + line.map(number -> ":" + number).orElse("") + ": " + reason;
  }
}
